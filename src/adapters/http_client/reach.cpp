#include "adapters/http_client/reach.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <boost/asio/ip/address.hpp>

#include "core/text.h"

namespace heed::http_client {
namespace {

/// 4 or 16 bytes in network order.
std::optional<std::string> bytes_of(std::string_view text) {
  boost::system::error_code error;
  const auto address = boost::asio::ip::make_address(std::string(text), error);
  if (error) return std::nullopt;
  if (address.is_v4()) {
    const auto bytes = address.to_v4().to_bytes();
    return std::string(bytes.begin(), bytes.end());
  }
  const auto bytes = address.to_v6().to_bytes();
  return std::string(bytes.begin(), bytes.end());
}

bool begins_equal(std::string_view address, std::string_view base, unsigned bits) {
  if (address.size() != base.size()) return false;
  for (unsigned i = 0; i < bits; ++i) {
    const auto differing = static_cast<unsigned>(static_cast<unsigned char>(address[i / 8] ^ base[i / 8]));
    if ((differing >> (7 - i % 8) & 1U) != 0) return false;
  }
  return true;
}

struct Special {
  std::string_view base;
  unsigned bits;
  std::string_view kind;
};

constexpr Special special_networks[] = {
    {"0.0.0.0", 8, "this host"},
    {"10.0.0.0", 8, "private"},
    {"100.64.0.0", 10, "shared by a carrier"},
    {"127.0.0.0", 8, "loopback"},
    // A public number that every virtual machine at one large provider can ask for its own secrets.
    {"168.63.129.16", 32, "cloud metadata"},
    {"169.254.0.0", 16, "link-local (cloud metadata)"},
    {"172.16.0.0", 12, "private"},
    {"192.0.0.0", 24, "protocol assignments"},
    {"192.0.2.0", 24, "documentation"},
    {"192.88.99.0", 24, "6to4 relay"},
    {"192.168.0.0", 16, "private"},
    {"198.18.0.0", 15, "benchmarks"},
    {"198.51.100.0", 24, "documentation"},
    {"203.0.113.0", 24, "documentation"},
    {"224.0.0.0", 4, "multicast"},
    {"240.0.0.0", 4, "reserved"},
    {"::ffff:0.0.0.0", 96, "IPv4 inside IPv6"},
    {"64:ff9b::", 96, "NAT64"},
    {"64:ff9b:1::", 48, "NAT64"},
    {"2001::", 23, "protocol assignments"},
    {"2001:db8::", 32, "documentation"},
    {"2002::", 16, "6to4"},
    {"3fff::", 20, "documentation"},
    {"fc00::", 7, "private"},
    {"fe80::", 10, "link-local"},
    {"ff00::", 8, "multicast"},
};

struct SpecialNetwork {
  std::string base;
  unsigned bits;
  std::string_view kind;
};

const std::vector<SpecialNetwork>& special() {
  static const std::vector<SpecialNetwork> networks = [] {
    std::vector<SpecialNetwork> parsed;
    for (const auto& [base, bits, kind] : special_networks) parsed.push_back({bytes_of(base).value(), bits, kind});
    return parsed;
  }();
  return networks;
}

}  // namespace

std::string_view not_public_because(std::string_view address) {
  const auto bytes = bytes_of(address);
  if (!bytes) return "not an address";
  for (const auto& [base, bits, kind] : special()) {
    if (begins_equal(*bytes, base, bits)) return kind;
  }
  // In IPv6 only 2000::/3 has been given out as global unicast: loopback, unspecified and all that is unknown lie
  // outside.
  const bool is_given_out = bytes->size() == 4 || (static_cast<unsigned char>(bytes->front()) & 0xE0U) == 0x20U;
  return is_given_out ? std::string_view{} : "not global unicast";
}

bool AllowList::contains(std::string_view address) const {
  const auto bytes = bytes_of(address);
  return bytes && std::ranges::any_of(networks_, [&](const Network& network) {
           return begins_equal(*bytes, network.base, network.bits);
         });
}

Result<AllowList> parse_allow_list(const std::vector<std::string>& networks) {
  AllowList list;
  for (const auto& text : networks) {
    const auto slash = text.find('/');
    const auto base = bytes_of(std::string_view(text).substr(0, slash));
    if (!base) return fail(Code::malformed, cat("\"", text, "\" is not a network; write it as 10.20.0.0/16"));
    const auto bits_max = static_cast<unsigned>(base->size() * 8);
    unsigned bits = bits_max;
    if (slash != std::string::npos) {
      const char* const end = text.data() + text.size();
      const auto read = std::from_chars(text.data() + slash + 1, end, bits);
      if (read.ec != std::errc{} || read.ptr != end || bits > bits_max) {
        return fail(Code::malformed, cat("\"", text, "\": the part after '/' must be a number from 0 to ", bits_max));
      }
    }
    list.networks_.push_back({*base, bits});
  }
  return list;
}

Result<void> may_reach(std::string_view address, Reach reach, const AllowList& allowed) {
  if (reach == Reach::anywhere || allowed.contains(address)) return {};
  if (not_public_because(address).empty()) return {};
  return fail(Code::refused, "the host is not on the public Internet, and its network is not on the operator's list");
}

}  // namespace heed::http_client
