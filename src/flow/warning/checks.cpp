#include "flow/warning/checks.h"

#include <algorithm>
#include <set>

namespace heed::warning {
namespace {

/// How many words in a row count as the same words. Why five: shorter runs are everyday phrases.
constexpr std::size_t run_length = 5;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> found;
  std::string current;
  for (const char c : text) {
    const bool is_part = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                         static_cast<unsigned char>(c) >= 0x80;
    if (is_part) {
      current += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (!current.empty()) {
      found.push_back(std::move(current));
      current.clear();
    }
  }
  if (!current.empty()) found.push_back(std::move(current));
  return found;
}

std::set<std::string> runs_of(std::string_view text) {
  const auto all = words_of(text);
  std::set<std::string> runs;
  for (std::size_t i = 0; i + run_length <= all.size(); ++i) {
    std::string run;
    for (std::size_t j = i; j < i + run_length; ++j) run += all[j] + " ";
    runs.insert(std::move(run));
  }
  return runs;
}

bool shares_run(const std::set<std::string>& runs, std::string_view text) {
  const auto others = runs_of(text);
  return std::any_of(others.begin(), others.end(), [&](const auto& run) { return runs.contains(run); });
}

/// The first five words of what the drafter wrote himself that stand in something the tier may not see.
void check_leak(const Sight& sight, const Content& content, std::vector<Finding>& findings) {
  const auto own =
      runs_of(cat(content.headline, " . ", content.instruction, " . ", sight.edition.drafted.notice.value_or("")));
  std::vector<std::string> sources;
  for (const auto& [id, facet] : sight.of.facets) {
    const bool is_hidden = !report::may_see(content.tier, facet.added.marking);
    if (is_hidden && shares_run(own, facet.added.statement)) sources.push_back(cat("facet ", id.text));
  }
  for (const auto& id : sight.of.reports) {
    const auto& received = sight.reports.reports.at(id).received;
    const bool is_hidden = !report::may_see(content.tier, received.marking);
    if (is_hidden && shares_run(own, received.text)) sources.push_back(cat("report ", id.text));
  }
  if (sources.empty()) return;
  findings.push_back({cat("leak/", word(content.tier)), Weight::must_answer,
                      cat("The words for the tier \"", word(content.tier), "\" repeat ", core::listed(sources),
                          ", which this tier may not see. Who allowed it? (SR-3)")});
}

void check_minimum(const Sight& sight, const Content& content, std::vector<Finding>& findings) {
  const auto has_aspect = [&](cases::Aspect aspect) {
    return std::any_of(content.facets.begin(), content.facets.end(), [&](const auto& id) {
      const auto found = sight.of.facets.find(id);
      return found != sight.of.facets.end() && found->second.added.aspect == aspect;
    });
  };
  const bool says_where = has_aspect(cases::Aspect::where) || has_aspect(cases::Aspect::whom);
  if (!says_where) {
    findings.push_back({cat("minimum_content/", word(content.tier)), Weight::must_mend,
                        cat("The text for the tier \"", word(content.tier),
                            "\" says neither where nor against whom: add a facet that this tier may see (SR-6)")});
  }
}

void check_likelihood(const Content& content, std::vector<Finding>& findings) {
  std::string sentence;
  for (const char c : content.headline + ". " + content.instruction + ".") {
    sentence += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (c != '.' && c != '!' && c != '?') continue;
    if (sentence.find("confidence") != std::string::npos && sentence.find("likely") != std::string::npos) {
      findings.push_back(
          {cat("likelihood/", word(content.tier)), Weight::must_answer,
           "A confidence and a likelihood stand in one sentence; readers mix them up. Keep it? (AS-10)"});
      return;
    }
    sentence.clear();
  }
}

void check_equal_warning(const Drafted& drafted, std::vector<Finding>& findings) {
  const auto is_public = [](const Content& content) { return content.tier == report::Tier::everyone; };
  if (std::any_of(drafted.contents.begin(), drafted.contents.end(), is_public)) return;
  findings.push_back(
      {"equal_warning", Weight::must_answer,
       "Insiders are told and the public is not. Does the danger apply to others in the same place? If it "
       "does, add a public tier; if not, say why (AS-8, AS-9)"});
}

void check_discredited(const Sight& sight, std::vector<Finding>& findings) {
  std::set<std::string> fallen;
  for (const auto& content : sight.edition.drafted.contents) {
    for (const auto& facet : content.facets) {
      const auto found = sight.of.facets.find(facet);
      if (found == sight.of.facets.end()) continue;
      for (const auto& report : found->second.added.reports) {
        if (sight.reports.reports.at(report).discredited) fallen.insert(report.text);
      }
    }
  }
  if (fallen.empty()) return;
  findings.push_back({"discredited", Weight::must_answer,
                      cat("It rests on ", core::listed({fallen.begin(), fallen.end()}),
                          ", which no longer stands. Why may it go out all the same? (IN-15)")});
}

}  // namespace

std::vector<Finding> check(const Sight& sight) {
  std::vector<Finding> findings;
  const auto& drafted = sight.edition.drafted;
  for (const auto& content : drafted.contents) {
    // Why not for the others: they speak of a warning whose content went out before, and may be short. So does an
    // update that says nothing but its notice.
    const bool is_new = drafted.what == Kind::alert || (drafted.what == Kind::update && !content.facets.empty());
    if (is_new) check_minimum(sight, content, findings);
    check_leak(sight, content, findings);
    check_likelihood(content, findings);
  }
  check_equal_warning(drafted, findings);
  check_discredited(sight, findings);
  return findings;
}

std::vector<Finding> open_findings(const Sight& sight) {
  auto findings = check(sight);
  std::erase_if(findings, [&](const Finding& finding) {
    return finding.weight == Weight::must_answer && sight.edition.answers.contains(finding.check);
  });
  return findings;
}

}  // namespace heed::warning
