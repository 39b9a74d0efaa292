#include "cli/recipients/sending.h"

#include <charconv>

#include "core/text.h"

namespace heed::recipients {
namespace {

std::size_t items_in(const Value& value) {
  std::size_t count = 0;
  if (const auto* array = value.array(); array != nullptr) {
    for (const auto& each : *array) count += 1 + items_in(each);
  } else if (const auto* members = value.object(); members != nullptr) {
    for (const auto& [name, each] : *members) count += 1 + items_in(each);
  }
  return count;
}

/// "recipients[17].contacts[0].address" -> 17
std::optional<std::size_t> row_named_in(std::string_view place) {
  constexpr std::string_view before = "recipients[";
  if (!place.starts_with(before)) return std::nullopt;
  std::size_t row = 0;
  const auto* begin = place.data() + before.size();
  const auto [end, error] = std::from_chars(begin, place.data() + place.size(), row);
  const bool is_closed = error == std::errc{} && end != place.data() + place.size() && *end == ']';
  return is_closed ? std::optional(row) : std::nullopt;
}

/// "recipients[17].contacts[0].address" -> "contacts[0].address"
std::string_view field_named_in(std::string_view place) {
  const auto end = place.find("].");
  return end == std::string_view::npos ? std::string_view{} : place.substr(end + 2);
}

std::size_t bytes_in(const csv::Row& row) {
  std::size_t bytes = 0;
  for (const auto& cell : row.cells) bytes += cell.size();
  return bytes;
}

/// One request: recipients as the API takes them, and the rows that they were.
struct Batch {
  std::vector<Value> recipients;
  std::vector<csv::Row> rows;
  std::size_t items = 0;
  std::size_t bytes = 0;

  [[nodiscard]] bool has_room(std::size_t more_items, std::size_t more_bytes) const {
    return rows.size() < batch_rows && items + more_items <= batch_items && bytes + more_bytes <= batch_bytes;
  }
};

class Sender {
 public:
  Sender(const Plan& plan, const Send& send) : plan_(plan), send_(send) {}

  Result<void> add(const Rows& rows, const csv::Row& row, Value recipient) {
    const auto items = 1 + items_in(recipient);
    const auto bytes = bytes_in(row);
    if (!batch_.rows.empty() && !batch_.has_room(items, bytes)) TRY(flush(rows));
    batch_.items += items;
    batch_.bytes += bytes;
    batch_.recipients.push_back(std::move(recipient));
    batch_.rows.push_back(row);
    return {};
  }

  Result<void> flush(const Rows& rows) {
    while (!batch_.rows.empty()) {
      auto sent = send_(core::Object{{"recipients", core::Array(batch_.recipients)}}, key());
      if (sent) {
        outcome_.registered += batch_.rows.size();
        outcome_.repeated += sent->is_repeat ? 1 : 0;
        break;
      }
      TRY(leave_out(rows, std::move(sent).error()));
    }
    ++outcome_.batches;
    dropped_ = 0;
    batch_ = {};
    return {};
  }

  [[nodiscard]] std::uint64_t registered() const { return outcome_.registered; }
  Outcome take() { return std::move(outcome_); }

 private:
  /// Why the dropped rows count: under one key the hub takes one body only.
  [[nodiscard]] std::string key() const {
    const auto key = cat(plan_.key, "-", outcome_.batches + 1);
    return dropped_ == 0 ? key : cat(key, "-without-", dropped_);
  }

  /// Takes the row that the hub refused out of the batch, where that is allowed.
  Result<void> leave_out(const Rows& rows, Error error) {
    const auto row = row_named_in(error.place);
    if (!row || *row >= batch_.rows.size()) return fail(std::move(error));
    Complaint complaint{batch_.rows[*row].line, rows.place_of(batch_.rows[*row], field_named_in(error.place)),
                        std::move(error.detail)};
    if (!plan_.passes_over || outcome_.refused.size() >= refusals_passed) {
      return fail(error.code, std::move(complaint.reason), std::move(complaint.place));
    }
    outcome_.refused.push_back(std::move(complaint));
    ++dropped_;
    const auto at = static_cast<std::ptrdiff_t>(*row);
    batch_.rows.erase(batch_.rows.begin() + at);
    batch_.recipients.erase(batch_.recipients.begin() + at);
    return {};
  }

  const Plan& plan_;
  const Send& send_;
  Batch batch_;
  std::size_t dropped_ = 0;
  Outcome outcome_;
};

}  // namespace

Outcome send_file(const File& file, const Plan& plan, const Send& send, const Tell& tell) {
  Sender sender(plan, send);
  std::uint64_t told = 0;
  auto read = for_each_row(file, {[&](const Rows& rows, const csv::Row& row) -> Result<void> {
                                    if (plan.left_out.contains(row.line)) return {};
                                    TRY(const auto command, rows.read(row));
                                    TRY(sender.add(rows, row, to_value(command)));
                                    if (sender.registered() != told)
                                      tell(told = sender.registered(), file.source.share());
                                    return {};
                                  },
                                  [&](const Rows& rows) { return sender.flush(rows); }});
  auto outcome = sender.take();
  if (!read) outcome.error = std::move(read).error();
  return outcome;
}

}  // namespace heed::recipients
