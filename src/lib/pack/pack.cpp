#include "lib/pack/pack.h"

#include "core/limits.h"

namespace heed::pack {

std::unexpected<Error> not_packed(std::size_t offset, std::size_t size) {
  return fail(Code::corrupt, cat("these ", size, " packed bytes make no sense after byte ", offset,
                                 "; they were cut short or changed, so restore them from a copy or build them again"));
}

bool Reader::long_varint(std::uint64_t& into) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < rest_.size() && i < 10; ++i) {
    const auto byte = static_cast<unsigned char>(rest_[i]);
    const std::uint64_t bits = byte & 0x7FU;
    // The tenth byte has room for one bit. A last byte of zero would be a second way to write the same number.
    if ((i == 9 && bits > 1) || (i > 0 && byte == 0)) return false;
    number |= bits << (7 * i);
    if (byte < 0x80) {
      rest_.remove_prefix(i + 1);
      into = number;
      return true;
    }
  }
  return false;
}

namespace {

// A document may stand inside a few levels of an entry; past this depth only broken bytes go.
constexpr std::size_t depth_max = 4 * limits::value_depth;

void put_value(std::string& out, const Value& value, std::size_t depth);

void put_held(std::string&, std::monostate, std::size_t) {}
void put_held(std::string& out, bool flag, std::size_t) { Packer<bool>::write(out, flag); }
void put_held(std::string& out, std::int64_t number, std::size_t) { Packer<std::int64_t>::write(out, number); }
void put_held(std::string& out, double number, std::size_t) { Packer<double>::write(out, number); }
void put_held(std::string& out, const std::string& text, std::size_t) { put_text(out, text); }
void put_held(std::string& out, const core::Array& elements, std::size_t depth) {
  put_varint(out, elements.size());
  for (const auto& element : elements) put_value(out, element, depth + 1);
}
void put_held(std::string& out, const core::Object& members, std::size_t depth) {
  put_varint(out, members.size());
  for (const auto& [name, member] : members) {
    put_text(out, name);
    put_value(out, member, depth + 1);
  }
}

void put_value(std::string& out, const Value& value, std::size_t depth) {
  HEED_ASSERT(depth <= depth_max, "a document nested deeper than ", depth_max, " levels");
  out.push_back(static_cast<char>(value.data.index()));
  std::visit([&](const auto& held) { put_held(out, held, depth); }, value.data);
}

bool read_value(Reader& reader, Value& into, std::size_t depth);

bool read_elements(Reader& reader, core::Array& into, std::size_t depth) {
  std::uint64_t count = 0;
  if (!reader.count(count)) return false;
  into.reserve(reader.room(count, sizeof(Value)));
  for (; count > 0; --count) {
    if (!read_value(reader, into.emplace_back(), depth + 1)) return false;
  }
  return true;
}

bool read_members(Reader& reader, core::Object& into, std::size_t depth) {
  std::uint64_t count = 0;
  if (!reader.count(count)) return false;
  into.reserve(reader.room(count, sizeof(core::Object::value_type)));
  for (; count > 0; --count) {
    auto& [name, member] = into.emplace_back(std::string{}, Value{});
    if (!Packer<std::string>::read(reader, name) || !read_value(reader, member, depth + 1)) return false;
  }
  return true;
}

bool read_value(Reader& reader, Value& into, std::size_t depth) {
  std::uint8_t form = 0;
  if (depth > depth_max || !reader.byte(form)) return false;
  auto& data = into.data;
  switch (form) {
    case 0: return true;
    case 1: return Packer<bool>::read(reader, data.emplace<bool>());
    case 2: return Packer<std::int64_t>::read(reader, data.emplace<std::int64_t>());
    case 3: return Packer<double>::read(reader, data.emplace<double>());
    case 4: return Packer<std::string>::read(reader, data.emplace<std::string>());
    case 5: return read_elements(reader, data.emplace<core::Array>(), depth);
    case 6: return read_members(reader, data.emplace<core::Object>(), depth);
  }
  return false;
}

}  // namespace

void Packer<Value>::write(std::string& out, const Value& value) { put_value(out, value, 0); }
bool Packer<Value>::read(Reader& reader, Value& into) { return read_value(reader, into, 0); }

}  // namespace heed::pack
