#include "adapters/http_client/reach.h"

#include <doctest/doctest.h>

namespace heed::http_client {
namespace {

struct AddressRow {
  const char* address;
  const char* kind;
};
const AddressRow address_rows[] = {
    {"0.0.0.0", "this host"},
    {"10.255.255.255", "private"},
    {"11.0.0.0", ""},
    {"9.255.255.255", ""},
    {"100.63.255.255", ""},
    {"100.64.0.0", "shared by a carrier"},
    {"100.100.100.200", "shared by a carrier"},
    {"100.128.0.0", ""},
    {"127.0.0.1", "loopback"},
    {"127.255.255.254", "loopback"},
    {"168.63.129.16", "cloud metadata"},
    {"168.63.129.17", ""},
    {"169.253.255.255", ""},
    {"169.254.169.254", "link-local (cloud metadata)"},
    {"172.15.255.255", ""},
    {"172.16.0.1", "private"},
    {"172.31.255.255", "private"},
    {"172.32.0.0", ""},
    {"192.0.0.192", "protocol assignments"},
    {"192.0.2.1", "documentation"},
    {"192.168.1.1", "private"},
    {"198.17.255.255", ""},
    {"198.19.0.1", "benchmarks"},
    {"203.0.113.9", "documentation"},
    {"224.0.0.1", "multicast"},
    {"255.255.255.255", "reserved"},
    {"8.8.8.8", ""},
    {"::", "not global unicast"},
    {"::1", "not global unicast"},
    {"::127.0.0.1", "not global unicast"},
    {"::ffff:127.0.0.1", "IPv4 inside IPv6"},
    {"::ffff:8.8.8.8", "IPv4 inside IPv6"},
    {"64:ff9b::7f00:1", "NAT64"},
    {"64:ff9b:1::1", "NAT64"},
    {"2001::1", "protocol assignments"},
    {"2001:db8::1", "documentation"},
    {"2002:7f00:1::", "6to4"},
    {"3fff:fff::1", "documentation"},
    {"fd00:ec2::254", "private"},
    {"fe80::1", "link-local"},
    {"fec0::1", "not global unicast"},
    {"ff02::1", "multicast"},
    {"2606:4700::1111", ""},
    {"3ffe::1", ""},
    {"4000::1", "not global unicast"},
    {"example.org", "not an address"},
    {"2130706433", "not an address"},
    {"", "not an address"},
};

}  // namespace

TEST_CASE("an_address_that_is_not_on_the_public_internet_is_named_as_such") {
  for (const auto& [address, kind] : address_rows) {
    CAPTURE(address);
    CHECK(not_public_because(address) == kind);
    CHECK(may_reach(address, Reach::public_only, AllowList{}).has_value() == std::string_view(kind).empty());
    CHECK(may_reach(address, Reach::anywhere, AllowList{}));
  }
}

TEST_CASE("a_network_on_the_allow_list_may_be_reached_and_its_neighbours_may_not") {
  const auto allowed = parse_allow_list({"10.20.0.0/15", "127.0.0.1", "fd00:1::/32", "192.168.3.128/25"});
  REQUIRE(allowed);
  struct Row {
    const char* address;
    bool is_reachable;
  };
  const Row rows[] = {
      {"10.20.0.1", true},  {"10.21.255.255", true}, {"10.22.0.0", false},        {"10.19.255.255", false},
      {"127.0.0.1", true},  {"127.0.0.2", false},    {"::ffff:127.0.0.1", false}, {"fd00:1:ffff::1", true},
      {"fd00:2::1", false}, {"192.168.3.128", true}, {"192.168.3.127", false},    {"8.8.8.8", true},
  };
  for (const auto& [address, is_reachable] : rows) {
    CAPTURE(address);
    CHECK(may_reach(address, Reach::public_only, *allowed).has_value() == is_reachable);
  }
  CHECK(may_reach("10.22.0.0", Reach::public_only, *allowed).error().code == Code::refused);
  CHECK(may_reach("10.22.0.0", Reach::public_only, *allowed).error().detail.find("10.22") == std::string::npos);
}

TEST_CASE("a_network_that_does_not_parse_is_refused_by_name") {
  for (const char* text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8x", "fd00::/129", "ten", "/8"}) {
    CAPTURE(text);
    const auto list = parse_allow_list({"127.0.0.0/8", text});
    REQUIRE_FALSE(list);
    CHECK(list.error().code == Code::malformed);
    CHECK(list.error().detail.find(text) != std::string::npos);
  }
  CHECK(parse_allow_list({"0.0.0.0/0"})->contains("1.2.3.4"));
  CHECK_FALSE(parse_allow_list({"0.0.0.0/0"})->contains("::1"));
  CHECK(parse_allow_list({"::1/128"})->contains("::1"));
}

}  // namespace heed::http_client
