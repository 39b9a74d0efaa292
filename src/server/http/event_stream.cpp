#include "server/http/event_stream.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace heed::http {

namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  // Why dropped: a line end in an id or in a line of data would begin a field of its own.
  std::ranges::copy_if(value, std::back_inserter(out), [](char c) { return c != '\r' && c != '\n' && c != '\0'; });
  out += '\n';
}

}  // namespace

std::string to_wire(const Event& event) {
  std::string out;
  if (!event.id.empty()) append_field(out, "id", event.id);
  if (!event.name.empty()) append_field(out, "event", event.name);
  for (std::size_t from = 0; from <= event.data.size();) {
    const auto end = std::min(event.data.find('\n', from), event.data.size());
    append_field(out, "data", std::string_view(event.data).substr(from, end - from));
    from = end + 1;
  }
  out += '\n';
  return out;
}

bool EventSource::push(const Event& event) {
  if (!is_open_) return false;
  if (waiting_ >= capacity_) {
    has_overflowed_ = true;
    wire_.clear();
    close();
    return false;
  }
  ++waiting_;
  wire_ += to_wire(event);
  tell();
  return true;
}

void EventSource::close() {
  if (!std::exchange(is_open_, false)) return;
  tell();
}

std::string EventSource::take() {
  waiting_ = 0;
  return std::exchange(wire_, {});
}

}  // namespace heed::http
