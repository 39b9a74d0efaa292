#include "adapters/channel/webhook/body.h"

#include "core/text.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/json/json.h"

namespace heed::webhook {
namespace {

std::string type_of(const ports::Message& message) {
  const Value* member = message.content.find("type");
  if (member == nullptr || member->text() == nullptr) return "warning";
  const std::string& word = *member->text();
  const bool is_whole = word == "warning" || word.starts_with("warning.");
  return is_whole ? word : cat("warning.", word);
}

void set_if_absent(Value& data, const char* name, std::string_view text) {
  if (!text.empty() && data.find(name) == nullptr) data.set(name, text);
}

enum class Content { carried, left_out };

std::string write_with(const ports::Message& message, Content content, std::string_view text) {
  Value data{core::Object{}};
  if (content == Content::carried && message.content.object() != nullptr) data = message.content;
  set_if_absent(data, "key", message.key);
  set_if_absent(data, "recipient", message.recipient);
  set_if_absent(data, "status", message.status);
  set_if_absent(data, "language", message.language);
  set_if_absent(data, "subject", message.subject);
  set_if_absent(data, "text", text);
  set_if_absent(data, "ack_url", message.ack_url);
  if (content == Content::left_out) data.set("is_shortened", true);
  return json::write(
      core::Object{{"type", type_of(message)}, {"timestamp", to_text(message.at)}, {"data", std::move(data)}});
}

/// The first bytes of the text, cut before a character that would not be whole.
std::string_view cut(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

}  // namespace

std::string write_body(const ports::Message& message) {
  const auto body = write_with(message, Content::carried, message.text);
  if (body.size() <= body_bytes) return body;
  // Escapes make the body longer than its text by an unknown measure, so the longest text that fits is searched for.
  std::size_t fits = 0;
  std::size_t too_long = message.text.size() + 1;
  while (too_long - fits > 1) {
    const auto bytes = fits + (too_long - fits) / 2;
    const bool is_small = write_with(message, Content::left_out, cut(message.text, bytes)).size() <= body_bytes;
    (is_small ? fits : too_long) = bytes;
  }
  return write_with(message, Content::left_out, cut(message.text, fits));
}

std::string write_signature(std::string_view secret, std::string_view id, std::int64_t seconds, std::string_view body) {
  return cat("v1,", digest::to_base64(digest::hmac_sha256(secret, cat(id, ".", seconds, ".", body))));
}

std::string write_secret(std::string_view secret) { return cat("whsec_", digest::to_base64(secret)); }

}  // namespace heed::webhook
