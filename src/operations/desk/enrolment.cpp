#include "operations/desk/enrolment.h"

#include <algorithm>

#include "lib/digest/base64.h"
#include "lib/digest/sealed.h"
#include "lib/digest/sha256.h"
#include "lib/pack/pack.h"

namespace heed::desk {
namespace {

/// In front of what is sealed. A program that packs enrolments otherwise takes another number, so that a link that was
/// sent before it was installed is not known any more instead of being misread.
constexpr char form = 1;
constexpr std::size_t name_bytes = 12;
constexpr std::size_t tag_bytes = 16;

std::string seal_key(const Manner& manner) { return digest::hmac_sha256(manner.link_key, "enrolment seal\n"); }

std::string unsubscribe_tag(const Manner& manner, std::string_view recipient) {
  return digest::hmac_sha256(manner.link_key, cat("unsubscribe\n", recipient)).substr(0, tag_bytes);
}

std::unexpected<Error> unknown_link() {
  return fail(Code::not_found,
              "This link is not known here. Use it exactly as it stands in the mail, to its last letter.");
}

std::string small_letters(std::string_view text) {
  std::string small(text);
  std::ranges::transform(small, small.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return small;
}

}  // namespace

std::string confirm_url(const Manner& manner, ports::Random& random, const Enrolment& enrolment) {
  std::string message(1, form);
  pack::pack(message, enrolment);
  const auto sealed = digest::seal(seal_key(manner), message, random.bytes(digest::seal_nonce_bytes));
  return cat(manner.base_url, "/subscribe/", digest::to_base64url(sealed));
}

Result<Enrolment> open_enrolment(const Manner& manner, std::string_view token, Instant now) {
  const auto sealed = digest::from_base64url(token);
  if (!sealed) return unknown_link();
  const auto message = digest::unseal(seal_key(manner), *sealed);
  if (!message || message->empty() || message->front() != form) return unknown_link();
  auto enrolment = pack::unpack<Enrolment>(std::string_view(*message).substr(1));
  if (!enrolment) return unknown_link();
  if (now - enrolment->asked_at >= enrolment_valid) {
    return fail(Code::refused,
                cat("This link was good for ", core::spoken(enrolment_valid), ", and that time is over."));
  }
  return enrolment;
}

RecipientId subscriber_id(const Manner& manner, std::string_view address) {
  // Why capitals do not count: hardly any mail server tells "Ann@" from "ann@", and people write both.
  const auto tag = digest::hmac_sha256(manner.link_key, cat("subscriber\n", small_letters(address)));
  return RecipientId{cat("subscriber-", digest::to_hex(tag.substr(0, name_bytes)))};
}

bool is_subscriber(const audience::Recipient& recipient) {
  return std::ranges::find(recipient.roles, subscriber_role) != recipient.roles.end();
}

std::string unsubscribe_url(const Manner& manner, const RecipientId& recipient) {
  return cat(manner.base_url, "/unsubscribe/", digest::to_base64url(recipient.text), ".",
             digest::to_base64url(unsubscribe_tag(manner, recipient.text)));
}

Result<RecipientId> open_unsubscribe(const Manner& manner, std::string_view token) {
  const auto dot = token.find('.');
  if (dot == std::string_view::npos) return unknown_link();
  const auto name = digest::from_base64url(token.substr(0, dot));
  const auto given = digest::from_base64url(token.substr(dot + 1));
  if (!name || !given || !digest::equal_in_constant_time(*given, unsubscribe_tag(manner, *name))) return unknown_link();
  return RecipientId{*name};
}

}  // namespace heed::desk
