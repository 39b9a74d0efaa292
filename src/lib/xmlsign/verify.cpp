#include "lib/xmlsign/verify.h"

#include "core/text.h"
#include "lib/cap/values/time.h"
#include "lib/digest/base64.h"
#include "lib/digest/sha256.h"
#include "lib/xmlsign/chain.h"
#include "lib/xmlsign/engine/engine.h"
#include "lib/xmlsign/outline.h"

namespace heed::xmlsign {
namespace {

using engine::Computed;
using engine::Outcome;
using engine::Task;
using keys::Key;

/// Which child of its parent an element is, from 0.
std::uint32_t place_among_siblings(const xml::Document& document, std::uint32_t place) {
  std::uint32_t count = 0;
  const auto& element = document.elements()[place];
  for (auto at = document.at(element.parent)->first_child; at != place; at = document.at(at)->next) ++count;
  return count;
}

/// The text of the one child of the root of that name; empty when there is none or a second one.
std::string_view only_child(const xml::Document& document, std::string_view name) {
  std::string_view text;
  std::size_t count = 0;
  const auto& root = document.root();
  for (const auto* child = document.at(root.first_child); child != nullptr; child = document.at(child->next)) {
    if (child->local != name || child->space != root.space) continue;
    text = core::trimmed(child->text);
    ++count;
  }
  return count == 1 ? text : std::string_view{};
}

/// The verdict on one signature.
class Judge {
 public:
  Judge(const xml::Document& document, const std::vector<std::uint32_t>& signatures, const Question& question,
        const Examination& alert)
      : document_(document), signatures_(signatures), question_(question), alert_(alert) {}

  Verdict judge(std::uint32_t place) {
    verdict_ = {};
    verdict_.line = document_.line_of(document_.elements()[place].offset);
    auto outline = outline_of(document_, document_.elements()[place]);
    if (!outline) {
      doubt(std::move(outline).error());
    } else {
      verdict_.method = outline->method->name;
      verdict_.has_sha1 = outline->has_sha1;
      certificates_.clear();
      if (take_key(*outline)) compute(*outline, place);
      if (verdict_.is_intact() || verdict_.integrity == Integrity::set_aside) ask_signer();
    }
    return std::move(verdict_);
  }

 private:
  bool doubt(Doubt doubt) {
    verdict_.integrity = doubt.integrity;
    verdict_.reason = std::move(doubt.reason);
    return false;
  }
  bool unsupported(std::string reason) { return doubt({Integrity::unsupported, std::move(reason)}); }

  bool take_key(const Outline& outline);
  bool take_certificates(const Outline& outline);
  void compute(const Outline& outline, std::uint32_t place);
  void conclude(const Computed& computed);
  void ask_signer();

  const xml::Document& document_;
  const std::vector<std::uint32_t>& signatures_;
  const Question& question_;
  const Examination& alert_;
  Verdict verdict_{};
  std::vector<Certificate> certificates_{};
  std::size_t signer_ = 0;  ///< its place among the certificates
  Key key_{};
};

bool Judge::take_certificates(const Outline& outline) {
  for (const auto& der : outline.certificates) {
    auto certificate = keys::read_certificate(der);
    if (!certificate) return unsupported(certificate.error().detail);
    certificates_.push_back(*std::move(certificate));
  }
  signer_ = keys::place_of_signer(certificates_);
  const auto* signer = certificates_[signer_].get();
  verdict_.subject = keys::subject_of(signer);
  verdict_.fingerprint = keys::fingerprint_of(signer);
  auto key = keys::key_of(signer);
  if (!key) return unsupported(key.error().detail);
  key_ = *std::move(key);
  return true;
}

bool Judge::take_key(const Outline& outline) {
  if (!outline.certificates.empty() && !take_certificates(outline)) return false;
  if (!outline.modulus.empty()) {
    auto stated = keys::rsa_key(outline.modulus, outline.exponent);
    if (!stated) return unsupported(stated.error().detail);
    if (certificates_.empty()) {
      key_ = *std::move(stated);
    } else if (!keys::are_equal(key_.get(), stated->get())) {
      return doubt({Integrity::refused, "its KeyValue is another key than that of its certificate"});
    }
  }
  const auto form = keys::form_of(key_.get());
  if (!form) return unsupported(form.error().detail);
  if (form->kind != outline.method->kind) return unsupported(cat(outline.method->name, " with a key of another kind"));
  if (form->signature_bytes == outline.value_bytes) return true;
  return doubt({Integrity::broken, "the signature value does not have the length of its key"});
}

void Judge::compute(const Outline& outline, std::uint32_t place) {
  Task task{document_.source(), place_among_siblings(document_, place), {}, outline.foreign, outline.root_id};
  auto computed = engine::verify(task, key_.get());
  if (!outline.foreign.empty()) verdict_.aside.emplace_back("an Object of no namespace inside the signature");
  if (computed.outcome == Outcome::digest && signatures_.size() > 1) {
    // Why a second time: those who sign side by side (and .NET, which takes out every signature) computed their digests
    // without the other signatures; the standard takes out a signature's own element only.
    for (const auto other : signatures_) {
      if (other != place) task.others.push_back(place_among_siblings(document_, other));
    }
    if (const auto again = engine::verify(task, key_.get()); again.outcome == Outcome::fits) {
      computed = again;
      verdict_.aside.emplace_back(signatures_.size() == 2 ? "the other signature" : "the other signatures");
    }
  }
  conclude(computed);
}

void Judge::conclude(const Computed& computed) {
  switch (computed.outcome) {
    case Outcome::fits: verdict_.integrity = verdict_.aside.empty() ? Integrity::intact : Integrity::set_aside; return;
    case Outcome::digest:
      doubt({Integrity::broken,
             cat("the alert is not what was signed: the digest of reference ", computed.reference, " does not fit")});
      return;
    case Outcome::value:
      doubt({Integrity::broken, "the signature value does not fit what is signed and its key"});
      return;
    case Outcome::unprocessed: doubt({Integrity::refused, "the alert has no canonical form"}); return;
  }
}

void Judge::ask_signer() {
  if (certificates_.empty()) {
    verdict_.signer_reason = "it holds a key and no certificate";
  } else if (question_.anchors == nullptr) {
    verdict_.signer_reason = "no anchors were given";
  } else {
    auto standing = standing_of(certificates_, signer_, question_, alert_.sent);
    verdict_.valid_at = standing.valid_at;
    verdict_.signer_reason = std::move(standing.reason);
  }
  if (verdict_.valid_at == ValidAt::never) return;
  verdict_.signer = Signer::unbound;
  if (question_.senders == nullptr) {
    verdict_.signer_reason = "nothing says who may speak for whom";
  } else if (alert_.sender.empty()) {
    verdict_.signer_reason = "the alert names no sender, or several";
  } else if (!question_.senders->allow(verdict_.subject, verdict_.fingerprint, alert_.sender)) {
    verdict_.signer_reason = cat("it may not speak for ", alert_.sender.substr(0, 200));
  } else {
    verdict_.signer = Signer::bound;
  }
}

Code code_of(xml::Fault fault) {
  switch (fault) {
    case xml::Fault::syntax:
    case xml::Fault::encoding:
    case xml::Fault::dtd: return Code::malformed;
    case xml::Fault::too_large: return Code::too_large;
  }
  return Code::malformed;
}

}  // namespace

Result<Examination> examine(std::string_view bytes, const Question& question) {
  const auto document = xml::parse(bytes);
  if (!document) {
    const auto& refusal = document.error();
    return fail(code_of(refusal.fault), refusal.text, cat("line ", refusal.line));
  }
  Examination out{digest::to_hex(digest::sha256(bytes)), std::string(only_child(*document, "sender")), {}, {}};
  if (const auto sent = values::read_time(only_child(*document, "sent"))) out.sent = sent->time.instant;
  auto signatures = signatures_in(*document);
  const auto doubt = signatures.empty() ? std::nullopt : doubt_of(*document, signatures);
  if (doubt) {
    // A document with a hundred thousand of them is answered in five lines.
    if (signatures.size() > signatures_max) signatures.resize(signatures_max);
    for (const auto place : signatures) {
      Verdict verdict{.integrity = doubt->integrity, .line = document->line_of(document->elements()[place].offset)};
      verdict.reason = doubt->reason;
      out.signatures.push_back(std::move(verdict));
    }
    return out;
  }
  Judge judge(*document, signatures, question, out);
  std::vector<Verdict> verdicts;
  verdicts.reserve(signatures.size());
  for (const auto place : signatures) verdicts.push_back(judge.judge(place));
  out.signatures = std::move(verdicts);
  return out;
}

}  // namespace heed::xmlsign
