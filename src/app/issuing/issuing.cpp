#include "app/issuing/issuing.h"

#include <filesystem>

#include "app/files/files.h"
#include "lib/event_codes/event_codes.h"
#include "lib/xmlsign/sign.h"

namespace heed::issuing {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t file_bytes = 1UL << 20;

Result<SignAlert> read_signer(const Section& section, const std::string& folder) {
  if (!section.key && !section.certificate) return SignAlert{};
  if (!section.key || !section.certificate) {
    return fail(Code::invalid, "to sign takes both, key and certificate; name the other one too", "key");
  }
  TRY(const auto key, files::read_secret_file(cat(folder, "/", *section.key), file_bytes));
  TRY(const auto certificate, files::read_file(cat(folder, "/", *section.certificate), file_bytes));
  TRY(auto read, xmlsign::Seal::read(key, certificate));
  const auto seal = std::make_shared<xmlsign::Seal>(std::move(read));
  return [seal](std::string_view alert) { return xmlsign::sign(alert, *seal); };
}

Result<std::vector<cap::NamedValue>> read_codes(const Section& section, const event_codes::Table& lists) {
  std::vector<cap::NamedValue> codes;
  if (!section.event_codes) return codes;
  for (const auto& named : *section.event_codes) {
    auto code = lists.find(named);
    if (!code) return fail(core::within("event_codes", std::move(code).error()));
    codes.push_back(*std::move(code));
  }
  return codes;
}

}  // namespace

Result<event_codes::Table> read_lists(const std::string& share) {
  event_codes::Table table;
  std::error_code error;
  for (const auto& file : fs::directory_iterator(fs::path(share) / "event_codes", error)) {
    if (file.path().extension() != ".toml") continue;
    const auto path = file.path().string();
    TRY(const auto text, files::read_file(path, file_bytes));
    TRY(auto system, event_codes::parse(text, path));
    TRY(table.add(std::move(system)));
  }
  if (error) return fail(Code::not_found, cat("there are no lists under ", share, "/event_codes; set HEED_SHARE"));
  return table;
}

Result<Issuing> read(const Section& section, const std::string& folder, const event_codes::Table& lists) {
  Issuing issuing;
  TRY(issuing.sign, read_signer(section, folder));
  TRY(issuing.event_codes, read_codes(section, lists));
  return issuing;
}

}  // namespace heed::issuing
