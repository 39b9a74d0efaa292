#include "lib/columns/columns.h"

#include <cstdlib>
#include <numeric>

#include <doctest/doctest.h>

#include "core/text.h"

namespace heed::columns {
namespace {

constexpr Marks marks{7, 11, 12, 13};

struct Saved {
  std::vector<std::byte> bytes;
  std::size_t pieces = 0;
  Writer writer{[this](std::span<const std::byte> piece) -> Result<void> {
    if (pieces++ == refuse_at) return fail(Code::unavailable, "the disk is full");
    bytes.insert(bytes.end(), piece.begin(), piece.end());
    return {};
  }};
  std::size_t refuse_at = static_cast<std::size_t>(-1);
};

std::vector<std::uint32_t> numbers(std::size_t count) {
  std::vector<std::uint32_t> all(count);
  std::iota(all.begin(), all.end(), 1U);
  return all;
}

std::string verdict(std::span<std::byte> bytes, std::uint64_t version = marks.front()) {
  const auto opened = open(bytes, version);
  return opened ? "open" : std::string(core::word(opened.error().code));
}

TEST_CASE("columns_come_back_as_they_were_put_whatever_their_sizes") {
  for (const std::size_t count : {0U, 1U, 1'023U, 1'024U, 1'025U, 300'000U}) {
    CAPTURE(count);
    Saved saved;
    const auto first = numbers(count);
    REQUIRE(saved.writer.column(std::span<const std::uint32_t>(first)));
    REQUIRE(saved.writer.column(std::span<const std::uint32_t>(numbers(3))));
    for (const auto& each : first) REQUIRE(saved.writer.put(std::as_bytes(std::span(&each, 1))));
    REQUIRE(saved.writer.end_column());
    REQUIRE(saved.writer.finish(marks));
    auto opened = open(saved.bytes, marks.front());
    REQUIRE(opened);
    CHECK(opened->marks == marks);
    REQUIRE(opened->all.size() == 3);
    std::vector<std::uint32_t> again;
    read(opened->all[0], again);
    CHECK(again == first);
    read(opened->all[1], again);
    CHECK(again == numbers(3));
    read(opened->all[2], again);
    CHECK(again == first);
    for (const auto& each : opened->all) {
      CHECK(static_cast<std::size_t>(each.data() - saved.bytes.data()) % page_bytes == 0);
    }
  }
}

TEST_CASE("a_byte_that_changed_anywhere_is_found_and_another_version_is_said") {
  Saved saved;
  REQUIRE(saved.writer.column(std::span<const std::uint32_t>(numbers(2'000))));
  REQUIRE(saved.writer.finish(marks));
  auto& bytes = saved.bytes;
  CHECK(verdict(bytes) == "open");
  CHECK(verdict(bytes, 8) == "unsupported");
  CHECK(verdict({}) == "corrupt");
  CHECK(verdict(std::span(bytes).first(bytes.size() - 1)) == "corrupt");
  CHECK(verdict(std::span(bytes).subspan(page_bytes)) == "corrupt");
  for (std::size_t at = 0; at < bytes.size(); at += bytes.size() - at <= 320 ? 1 : 37) {
    bytes[at] ^= std::byte{64};
    CHECK_MESSAGE(verdict(bytes) == "corrupt", at);
    bytes[at] ^= std::byte{64};
  }
}

TEST_CASE("a_disk_that_refuses_a_piece_ends_the_writing") {
  Saved saved;
  saved.refuse_at = 1;
  const auto many = numbers(400'000);
  CHECK_FALSE(saved.writer.column(std::span<const std::uint32_t>(many)));
}

}  // namespace
}  // namespace heed::columns
