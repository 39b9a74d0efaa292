#include "app/relaying/copies.h"

#include <algorithm>
#include <filesystem>

#include <spdlog/spdlog.h>

#include "flow/report/copies/name.h"
#include "flow/report/relay/derive.h"
#include "lib/cap/values/lists.h"
#include "lib/cap/write.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"

namespace heed::relaying {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view note_prefix = "of.";
constexpr std::string_view copy_suffix = ".xml";

std::string copy_path(const std::string& identifier) { return cat("copies/", identifier, copy_suffix); }

/// Why not by its name: a name may hold what no path may.
std::string note_path(const std::string& partner, const std::string& digest) {
  constexpr std::size_t letters = 32;
  return cat("given/", digest::to_hex(digest::sha256(partner)).substr(0, letters), "/", note_prefix, digest);
}

/// The digest of the original that a file is about; nothing for a file that is not ours.
std::optional<std::string> digest_in(const std::string& file) {
  if (file.starts_with(note_prefix)) return file.substr(note_prefix.size());
  if (!file.ends_with(copy_suffix)) return std::nullopt;
  return copies::original_of(file.substr(0, file.size() - copy_suffix.size()));
}

}  // namespace

Result<Copies> Copies::open(std::string folder, issuing::SignAlert sign) {
  TRY(auto files, feed::DirectoryFeed::open(folder));
  return Copies(std::move(folder), std::move(files), std::move(sign));
}

std::optional<cap::Reference> Copies::given(const std::string& partner, const std::string& digest) const {
  const auto text = files_.read(note_path(partner, digest));
  if (!text) return std::nullopt;
  const auto read = values::read_references(*text);
  if (read.size() != 1 || !read.front().sent) return std::nullopt;
  const auto& only = read.front();
  return cap::Reference{std::string(only.sender), std::string(only.identifier), only.sent->time};
}

std::string Copies::with_signature(std::string alert, const std::string& name) const {
  if (!sign_) return alert;
  auto made = sign_(alert);
  if (made) return *std::move(made);
  // Why without: a certificate that ran out at night must not keep back a warning.
  spdlog::error("the copy {} goes out without a signature: {}", name, core::sentence(made.error()));
  return alert;
}

Result<std::string> Copies::made(const Order& order, const std::vector<cap::Reference>& references) {
  const auto name = copies::copy_name(order.fact.digest, references);
  // Why what stands comes first: a signature is another one each time that it is made.
  if (auto standing = files_.read(copy_path(name))) return standing;
  TRY(auto text, relay::derive({order.fact, order.bytes, order.sender, references}));
  auto bytes = with_signature(std::move(text), name);
  TRY(files_.publish(copy_path(name), bytes));
  return bytes;
}

Result<std::optional<Copy>> Copies::make(const Order& order) {
  const auto copy = [](std::string bytes) {
    auto digest = digest::to_base64url(digest::sha256(bytes));
    return Copy{std::move(bytes), std::move(digest)};
  };
  if (const auto before = given(order.partner, order.fact.digest)) {
    if (auto bytes = files_.read(copy_path(before->identifier))) return copy(*std::move(bytes));
  }
  std::vector<cap::Reference> references;
  for (const auto& digest : order.given) {
    auto reference = given(order.partner, digest);
    if (reference && std::ranges::find(references, *reference) == references.end()) {
      references.push_back(*std::move(reference));
    }
  }
  const bool began_as_it_came = references.empty() && !order.given.empty();
  if (began_as_it_came || (references.empty() && !order.is_wanted)) return std::nullopt;
  if (order.is_over) return fail(Code::refused, "it was over before this partner was given a copy of it");
  if (!order.is_live) return fail(Code::refused, "this hub is not live (hub.status) and says nothing Actual itself");
  auto bytes = made(order, references);
  if (!bytes && (bytes.error().code == Code::invalid || bytes.error().code == Code::too_large)) {
    spdlog::warn("{} of {} goes out as it came, for no copy can be made: {}", order.fact.identifier, order.fact.sender,
                 core::sentence(bytes.error()));
    return std::nullopt;
  }
  if (!bytes) return fail(std::move(bytes).error());
  const auto name = copies::copy_name(order.fact.digest, references);
  const auto note = cat(order.sender, ",", name, ",", cap::time_text(cap::Time(order.fact.sent)), "\n");
  TRY(files_.publish(note_path(order.partner, order.fact.digest), note));
  return copy(*std::move(bytes));
}

void Copies::drop(const std::function<bool(const std::string& digest)>& is_known) {
  std::error_code error;
  std::vector<fs::path> old;
  for (const auto& file : fs::recursive_directory_iterator(folder_, error)) {
    const auto digest = digest_in(file.path().filename().string());
    if (digest && !is_known(*digest)) old.push_back(file.path());
  }
  for (const auto& path : old) fs::remove(path, error);
  if (error) spdlog::warn("old copies under {} could not be dropped: {}", folder_, error.message());
}

}  // namespace heed::relaying
