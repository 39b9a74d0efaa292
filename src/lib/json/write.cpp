#include <array>
#include <charconv>
#include <cmath>

#include "core/assert.h"
#include "lib/json/json.h"

namespace heed::json {
namespace {

using core::Value;

/// For each byte: 0 as it is, 'u' as \u00XX, else the letter after the backslash.
constexpr std::array<char, 256> escapes = [] {
  std::array<char, 256> table{};
  for (std::size_t control = 0; control < 0x20; ++control) table[control] = 'u';
  table['\b'] = 'b';
  table['\t'] = 't';
  table['\n'] = 'n';
  table['\f'] = 'f';
  table['\r'] = 'r';
  table['"'] = '"';
  table['\\'] = '\\';
  return table;
}();

class Writer {
 public:
  enum class Layout { compact, pretty };
  explicit Writer(Layout layout) : layout_(layout) {}

  void write(const Value& value) {
    std::visit([&](const auto& held) { put(held); }, value.data);
  }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void put(std::monostate) { out_ += "null"; }
  void put(bool flag) { out_ += flag ? "true" : "false"; }
  void put(std::int64_t number) {
    std::array<char, 24> digits{};
    out_.append(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
  }
  void put(double number);
  void put(const std::string& text);
  void put(const core::Array& elements) {
    if (elements.empty()) return void(out_ += "[]");
    open('[');
    for (const auto& element : elements) {
      next(&element == elements.data());
      write(element);
    }
    close(']');
  }
  void put(const core::Object& members) {
    if (members.empty()) return void(out_ += "{}");
    open('{');
    for (const auto& member : members) {
      next(&member == members.data());
      put(member.first);
      out_ += layout_ == Layout::pretty ? ": " : ":";
      write(member.second);
    }
    close('}');
  }

  void open(char bracket) {
    out_ += bracket;
    ++depth_;
  }
  void next(bool is_first) {
    if (!is_first) out_ += ',';
    break_line();
  }
  void close(char bracket) {
    --depth_;
    break_line();
    out_ += bracket;
  }
  void break_line() {
    if (layout_ == Layout::compact) return;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  Layout layout_;
  std::size_t depth_ = 0;
  std::string out_;
};

void Writer::put(double number) {
  HEED_ASSERT(std::isfinite(number), "JSON has no word for ", number);
  std::array<char, 40> digits{};
  const std::string_view text(digits.data(), std::to_chars(digits.begin(), digits.end(), number).ptr);
  out_ += text;
  // Why: "5" would read back as a whole number, and "-0" would lose its sign.
  if (text.find_first_of(".e") == std::string_view::npos) out_ += ".0";
}

void Writer::put(const std::string& text) {
  constexpr std::string_view hex = "0123456789abcdef";
  out_ += '"';
  std::size_t written = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const char escape = escapes[byte];
    if (escape == 0) [[likely]]
      continue;
    out_.append(text, written, at - written);
    out_ += '\\';
    out_ += escape;
    if (escape == 'u') {
      out_ += "00";
      out_ += hex[byte >> 4];
      out_ += hex[byte & 0xF];
    }
    written = at + 1;
  }
  out_.append(text, written);
  out_ += '"';
}

}  // namespace

std::string write(const Value& value) {
  Writer writer(Writer::Layout::compact);
  writer.write(value);
  return writer.take();
}

std::string write_pretty(const Value& value) {
  Writer writer(Writer::Layout::pretty);
  writer.write(value);
  return writer.take();
}

}  // namespace heed::json
