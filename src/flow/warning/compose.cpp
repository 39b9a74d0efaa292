#include "flow/warning/compose.h"

#include <algorithm>

#include "flow/cases/rules.h"

namespace heed::warning {
namespace {

std::string_view heading(cases::Aspect aspect) {
  switch (aspect) {
    case cases::Aspect::what: return "What";
    case cases::Aspect::who: return "Who";
    case cases::Aspect::whom: return "Against whom";
    case cases::Aspect::where: return "Where";
    case cases::Aspect::when: return "When";
    case cases::Aspect::how: return "How";
  }
  return "";
}

/// SR-8: the hazard first, then whom, where and when; how it is known or done comes last.
int rank(cases::Aspect aspect) {
  switch (aspect) {
    case cases::Aspect::what: return 0;
    case cases::Aspect::who: return 1;
    case cases::Aspect::whom: return 2;
    case cases::Aspect::where: return 3;
    case cases::Aspect::when: return 4;
    case cases::Aspect::how: return 5;
  }
  return 6;
}

std::string told(const cases::FacetAdded& facet) {
  std::string line = cat(heading(facet.aspect), ": ");
  switch (facet.basis) {
    case cases::Basis::known: break;
    case cases::Basis::assumed: line += "it is assumed: "; break;
    case cases::Basis::unknown: line += "it is not known: "; break;
  }
  line += facet.statement;
  if (facet.likelihood) line += cat(" Likelihood: ", cases::spoken(*facet.likelihood), ".");
  return line + "\n";
}

/// The first words of every message that is not live (DE-13).
std::string_view status_words(Status status) {
  switch (status) {
    case Status::actual: return "";
    case Status::exercise: return "EXERCISE. This is not a live warning.\n\n";
    case Status::test: return "TEST. This is not a live warning.\n\n";
  }
  return "";
}

std::string_view kind_words(Kind kind) {
  switch (kind) {
    case Kind::alert: return "";
    case Kind::update: return "UPDATE: ";
    case Kind::extend: return "EXTENDED: ";
    case Kind::correct: return "CORRECTION: ";
    case Kind::downgrade: return "DOWNGRADED: ";
    case Kind::cancel: return "CANCELLED: ";
    case Kind::all_clear: return "ALL CLEAR: ";
    case Kind::lapse_notice: return "WINDOW ENDED: ";
  }
  return "";
}

std::string opening(const Frame& frame, const std::string& headline) {
  std::string text(status_words(frame.status));
  text += cat(kind_words(frame.what), headline, "\n\nFrom: ", frame.issuer, "\n");
  if (frame.notice) text += cat("\n", *frame.notice, "\n");
  return text;
}

std::string closing(const Frame& frame) {
  return cat("\nReference: ", frame.warning.text, ", edition ", frame.edition, "\n");
}

bool concerns(const cases::FacetAdded& facet, const std::vector<TargetId>& targets) {
  return facet.targets.empty() || std::any_of(facet.targets.begin(), facet.targets.end(), [&](const auto& target) {
           return std::find(targets.begin(), targets.end(), target) != targets.end();
         });
}

}  // namespace

std::vector<const cases::FacetAdded*> visible(const cases::Case& of, const std::vector<TargetId>& targets,
                                              report::Tier tier) {
  std::vector<const cases::FacetAdded*> seen;
  for (const auto& [id, facet] : of.facets) {
    if (report::may_see(tier, facet.added.marking) && concerns(facet.added, targets)) seen.push_back(&facet.added);
  }
  std::sort(seen.begin(), seen.end(), [](const auto* a, const auto* b) {
    return std::pair(rank(a->aspect), a->facet) < std::pair(rank(b->aspect), b->facet);
  });
  return seen;
}

Result<Content> compose(const Frame& frame, const TierDraft& draft,
                        const std::vector<const cases::FacetAdded*>& visible) {
  std::vector<const cases::FacetAdded*> told_facets = visible;
  if (!draft.facets.empty()) {
    told_facets.clear();
    for (std::size_t i = 0; i < draft.facets.size(); ++i) {
      const auto found = std::find_if(visible.begin(), visible.end(),
                                      [&](const auto* facet) { return facet->facet == draft.facets[i]; });
      if (found == visible.end()) {
        return fail(Code::refused,
                    cat("the tier \"", word(draft.tier), "\" may not see \"", draft.facets[i].text,
                        "\", or it concerns another target, or the case has no such facet"),
                    cat("facets[", i, "]"));
      }
      told_facets.push_back(*found);
    }
  }
  Content content{draft.tier, draft.language, draft.headline, draft.instruction, {}, {}};
  content.text = opening(frame, draft.headline) + "\n";
  for (const auto* facet : told_facets) {
    content.text += told(*facet);
    content.facets.push_back(facet->facet);
  }
  content.text += cat("\nWhat to do: ", draft.instruction, "\n\nThis warning stands from ",
                      core::spoken(frame.valid.from), " until ", core::spoken(frame.valid.until),
                      ". You will be told when it is extended, changed or ended.\n", closing(frame));
  return content;
}

Content compose_after(const Frame& frame, const Content& previous, std::string_view message) {
  Content content{previous.tier, previous.language, previous.headline, std::string(message), {}, {}};
  content.text = cat(opening(frame, previous.headline), "\n", message, "\n", closing(frame));
  return content;
}

std::string lapse_message(bool is_threat_open) {
  if (is_threat_open) {
    return "The time for which this warning was given has ended. The threat is NOT confirmed as removed. Nobody has "
           "extended or withdrawn the warning. Keep your precautions until you are told more, and ask the sender.";
  }
  return "The time for which this warning was given has ended. The threat that it spoke of is recorded as ended, and "
         "no "
         "all-clear has been given yet. Keep your precautions until you are told more, and ask the sender.";
}

}  // namespace heed::warning
