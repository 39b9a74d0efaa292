// How: a bit for each of 64 bytes says what is no digit. Where the points, the comma and the blank of a pair have to
// stand follows from those bits alone, without looking at one digit, so that the processor can be at work on several
// pairs at one time. All digits of a pair are then summed together. Where pairs of one form follow each other, as
// programs print them that write a fixed number of decimals, the places are not looked for again.

#include "lib/cap/values/pairs.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace heed::values {

#if defined(__SSE2__)
namespace {

constexpr unsigned window = 64;           ///< bytes that are looked at together
constexpr unsigned before = 4;            ///< bytes that are read before a pair, and not used
constexpr unsigned behind = window + 16;  ///< bytes from the start of a pair on that can be read
constexpr unsigned whole_max = 4;         ///< digits in front of a point
constexpr unsigned decimals_kept = 9;

using Bytes = std::array<std::uint8_t, 16>;

/// Sixteen bytes hold a number: four for the digits in front of the point, the last of them nearest to it, and twelve
/// for those behind it. Row n keeps n digits of the first, or of the others.
constexpr auto masks_of_wholes = [] {
  std::array<Bytes, whole_max + 1> rows{};
  for (std::size_t n = 0; n < rows.size(); ++n) {
    for (std::size_t i = whole_max - n; i < whole_max; ++i) rows[n][i] = 0xFF;
  }
  return rows;
}();
constexpr auto masks_of_decimals = [] {
  std::array<Bytes, window> rows{};
  for (std::size_t n = 0; n < rows.size(); ++n) {
    for (std::size_t i = whole_max; i < whole_max + std::min<std::size_t>(n, decimals_kept); ++i) rows[n][i] = 0xFF;
  }
  return rows;
}();
/// What turns the signs of the latitude (1) and the longitude (2) round.
constexpr std::array<std::array<std::int64_t, 2>, 4> masks_of_signs = {{{0, 0}, {-1, 0}, {0, -1}, {-1, -1}}};

[[gnu::always_inline]] inline __m128i load(const void* at) { return _mm_loadu_si128(static_cast<const __m128i*>(at)); }

/// A bit for each byte of a window: what is neither a digit nor a minus, and what is a minus.
struct Marks {
  std::uint64_t others = 0, minuses = 0;
};
[[gnu::always_inline]] inline Marks marks_in(const char* at) {
  Marks marks;
  for (unsigned i = 0; i < window; i += 16) {
    const auto bytes = load(at + i);
    const auto values = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    const auto is_digit = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
    const auto is_minus = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-'));
    const auto bits = [&](__m128i mask) __attribute__((always_inline)) {
      return std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(mask))} << i;
    };
    marks.minuses |= bits(is_minus);
    marks.others |= bits(_mm_or_si128(is_digit, is_minus));
  }
  marks.others = ~marks.others;
  return marks;
}

/// Where the parts of a number stand, counted from the start of the window.
struct Places {
  unsigned first, point, stop;
  [[nodiscard]] unsigned wholes() const { return point - first; }
  [[nodiscard]] unsigned decimals() const { return stop - point - 1; }
};

/// The digits of a number, in their places: see `masks_of_wholes`.
[[gnu::always_inline]] inline __m128i digits_of(const char* at, const Places& number) {
  const auto zeros = _mm_set1_epi8('0');
  const auto* const point = at + number.point;
  const auto wholes = _mm_sub_epi8(load(point - whole_max), zeros);
  const auto decimals = _mm_sub_epi8(load(point - whole_max + 1), zeros);
  return _mm_or_si128(_mm_and_si128(wholes, load(&masks_of_wholes[number.wholes()])),
                      _mm_and_si128(decimals, load(&masks_of_decimals[number.decimals()])));
}

/// Sums up the digits of a number to four counts: in front of the point, of four decimals, of the next four, of the
/// ninth.
[[gnu::always_inline]] inline __m128i fours_of(__m128i digits) {
  // Times 2561 >> 8 is ten times the first of two bytes and once the second; times 256 >> 8 is the first.
  const auto twos =
      _mm_srli_epi16(_mm_mullo_epi16(digits, _mm_setr_epi16(2561, 2561, 2561, 2561, 2561, 2561, 256, 0)), 8);
  return _mm_madd_epi16(twos, _mm_setr_epi16(100, 1, 100, 1, 100, 1, 1, 0));
}

/// Latitude and longitude without their signs, in units of 10^-4 degrees, each with the rest in units of 10^-9.
[[gnu::always_inline]] inline __m128i counts_of(const char* at, const Places& latitude, const Places& longitude) {
  const auto fours = _mm_packs_epi32(fours_of(digits_of(at, latitude)), fours_of(digits_of(at, longitude)));
  return _mm_madd_epi16(fours, _mm_setr_epi16(10'000, 1, 10, 1, 10'000, 1, 10, 1));
}

/// Whether the numbers may be beyond 90 and 180 degrees; all that are, and those that are just there.
[[gnu::always_inline]] inline bool may_be_outside(__m128i counts) {
  constexpr int any = 0x7FFF'FFFF;
  return _mm_movemask_epi8(_mm_cmpgt_epi32(counts, _mm_setr_epi32(899'999, any, 1'799'999, any))) != 0;
}

/// What each byte of a pair may be when the pair has the form of another: the same sign, or a digit for a digit.
class Form {
 public:
  static constexpr unsigned longest = 32;

  /// Requires: `longest` bytes can be read, of which the first `length` are a pair and the blank behind it.
  [[gnu::always_inline]] inline Form(const char* pair, unsigned length) {
    for (unsigned i = 0; i < 2; ++i) {
      const auto bytes = load(pair + 16 * i);
      const auto is_inside = load(&inside[longest - length + 16 * i]);
      const auto is_digit = _mm_cmpgt_epi8(bytes, _mm_set1_epi8('/'));
      const auto sign_or_zero = _mm_min_epu8(bytes, _mm_set1_epi8('0'));
      least_[i] = _mm_and_si128(sign_or_zero, is_inside);
      spans_[i] = _mm_or_si128(_mm_and_si128(is_digit, _mm_set1_epi8(9)), _mm_xor_si128(is_inside, _mm_set1_epi8(-1)));
    }
  }
  /// Whether a pair of this form stands at `at`.
  [[gnu::always_inline]] inline bool fits(const char* at) const {
    const auto first = _mm_sub_epi8(load(at), least_[0]);
    const auto second = _mm_sub_epi8(load(at + 16), least_[1]);
    const auto is_first = _mm_cmpeq_epi8(_mm_min_epu8(first, spans_[0]), first);
    const auto is_second = _mm_cmpeq_epi8(_mm_min_epu8(second, spans_[1]), second);
    return _mm_movemask_epi8(_mm_and_si128(is_first, is_second)) == 0xFFFF;
  }

 private:
  /// The row that begins at `longest - n` marks the first n bytes.
  static constexpr auto inside = [] {
    std::array<std::uint8_t, 2 * longest> bytes{};
    for (std::size_t i = 0; i < longest; ++i) bytes[i] = 0xFF;
    return bytes;
  }();
  __m128i least_[2], spans_[2];
};

/// A stretch of a text. Everything from `before` bytes before `begin` up to `stop` can be read; a pair is looked for as
/// long as `behind` bytes are left.
struct Stretch {
  const char* begin;
  const char* stop;
  const char* text;  ///< what `begin` is a copy of, or is itself
};

/// Reads the pairs of one stretch.
class PlainReader {
 public:
  PlainReader(const Stretch& stretch, Outline& outline)
      : stretch_(stretch),
        window_(stretch.begin),
        faults_(outline.faults),
        points_(outline.ring.points),
        decimals_(static_cast<unsigned>(outline.ring.decimals)) {}

  /// Returns the end of the last pair, or the beginning.
  [[gnu::always_inline]] inline const char* read() {
    const auto* done = window_;
    while (has_room()) {
      marks_ = marks_in(window_);
      first_ = 0;
      if (!find()) break;
      add();
      // Why two pairs and no more: most windows hold two, and a number of them that is known can be foreseen.
      if (find()) add();
      done = window_ + first_ - 1;
      window_ += first_;
    }
    return done;
  }
  /// The same, for one pair and those of its form that follow it.
  [[gnu::always_inline]] inline const char* read_alike() {
    if (!has_room()) return window_;
    marks_ = marks_in(window_);
    if (!find()) return window_;
    const auto length = longitude_.stop + 1;
    const Form form(window_, std::min(length, Form::longest));
    do {
      first_ = 0;
      add();
      window_ += length;
    } while (length <= Form::longest && has_room() && form.fits(window_));
    return window_ - 1;
  }

  [[nodiscard]] int decimals() const { return static_cast<int>(decimals_); }

 private:
  [[gnu::always_inline]] inline bool has_room() const {
    return stretch_.stop - window_ >= static_cast<std::ptrdiff_t>(behind);
  }
  /// Finds the places of the next pair. False: there is none of this form, or not all of it in this window.
  [[gnu::always_inline]] inline bool find() {
    auto others = marks_.others;
    const auto next = [&] __attribute__((always_inline)) {
      const auto place = static_cast<unsigned>(std::countr_zero(others));
      others &= others - 1;
      return place;
    };
    const auto first_point = next(), comma = next(), second_point = next(), end = next();
    if (end >= window) return false;
    const auto south = static_cast<unsigned>(marks_.minuses >> first_) & 1U;
    const auto west = static_cast<unsigned>(marks_.minuses >> (comma + 1)) & 1U;
    latitude_ = {first_ + south, first_point, comma};
    longitude_ = {comma + 1 + west, second_point, end};
    const auto signs = (std::uint64_t{south} << first_) | (std::uint64_t{west} << (comma + 1));
    const auto up_to_end = (std::uint64_t{1} << end) - 1;
    const bool has_form = (marks_.minuses & up_to_end) == signs && window_[first_point] == '.' &&
                          window_[comma] == ',' && window_[second_point] == '.' && window_[end] == ' ';
    // What is below nought wraps, and is then too large.
    if (!has_form || ((latitude_.wholes() - 1) | (longitude_.wholes() - 1)) >= whole_max) return false;
    if (((latitude_.decimals() - 1) | (longitude_.decimals() - 1)) >= window) return false;
    signs_ = south + 2 * west;
    marks_ = {others, marks_.minuses & ~up_to_end};
    return true;
  }
  /// Adds the pair that was found, and goes behind the blank after it.
  [[gnu::always_inline]] inline void add() {
    const auto counts = counts_of(window_, latitude_, longitude_);
    const auto wholes = _mm_mul_epu32(counts, _mm_set1_epi64x(100'000));
    const auto values = _mm_add_epi64(wholes, _mm_srli_epi64(counts, 32));
    const auto signs = load(&masks_of_signs[signs_]);
    static_assert(sizeof(Point) == 16 && offsetof(Point, longitude) == 8);
    auto& point = points_.emplace_back();
    _mm_storeu_si128(reinterpret_cast<__m128i*>(&point), _mm_sub_epi64(_mm_xor_si128(values, signs), signs));
    if (may_be_outside(counts) && !is_on_earth(point)) {
      const auto* const piece = stretch_.text + (window_ - stretch_.begin) + first_;
      note_outside(point, {piece, longitude_.stop - first_}, faults_);
    }
    decimals_ = std::max({decimals_, latitude_.decimals(), longitude_.decimals()});
    first_ = longitude_.stop + 1;
  }

  Stretch stretch_;
  const char* window_;
  ShapeFaults& faults_;
  std::vector<Point>& points_;
  unsigned decimals_;
  unsigned first_ = 0;  ///< where the next pair begins in the window
  Marks marks_{};       ///< what stands in it, from there on
  Places latitude_{}, longitude_{};
  unsigned signs_ = 0;
};

enum class Way { each_for_itself, alike };

template <Way way>
[[gnu::always_inline]] inline const char* read_run_here(const Stretch& stretch, Outline& outline) {
  PlainReader reader(stretch, outline);
  const auto* const done = way == Way::alike ? reader.read_alike() : reader.read();
  outline.ring.decimals = reader.decimals();
  return done;
}
#if defined(__x86_64__)
/// The same code for processors of the last ten years, on which finding a bit is one step and not three.
template <Way way>
[[gnu::target("avx2,bmi")]] const char* read_run_new(const Stretch& stretch, Outline& outline) {
  return read_run_here<way>(stretch, outline);
}
template <Way way>
const char* read_run(const Stretch& stretch, Outline& outline) {
  static const bool is_new = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0;
  return is_new ? read_run_new<way>(stretch, outline) : read_run_here<way>(stretch, outline);
}
#else
template <Way way>
const char* read_run(const Stretch& stretch, Outline& outline) {
  return read_run_here<way>(stretch, outline);
}
#endif

/// The pairs from `at` on, from a copy with room at both ends.
const char* read_copied(const char* at, const char* end, Outline& outline) {
  constexpr std::size_t copied = 256;
  std::array<char, before + copied + behind> copy;
  const auto length = std::min(static_cast<std::size_t>(end - at), copied);
  auto* const begin = copy.data() + before;
  std::memset(copy.data(), 0, before);
  std::memcpy(begin, at, length);
  std::memset(begin + length, 0, behind);
  // A text ends as though one more blank stood behind it. A pair that was cut must not look whole.
  if (at + length == end) begin[length] = ' ';
  return at + (read_run<Way::each_for_itself>({begin, begin + length + behind, at}, outline) - begin);
}

}  // namespace

void read_plain_pairs(const char* begin, const char*& at, const char* end, Outline& outline) {
  const auto* from = at;
  const auto take = [&](const char* done) {
    if (done == from) return false;
    at = done;
    from = std::min(done + 1, end);
    return true;
  };
  if (at - begin < static_cast<std::ptrdiff_t>(before) && !take(read_copied(from, end, outline))) return;
  // Why in steps: outlines have pairs of one form for thousands of points, or hardly ever two in a row. Where they are
  // not alike, it is asked for twice as seldom each time.
  constexpr std::ptrdiff_t first_step = 256;
  auto step = first_step;
  while (take(read_run<Way::each_for_itself>({from, end - from > step ? from + step : end, from}, outline))) {
    const auto* const run = from;
    take(read_run<Way::alike>({from, end, from}, outline));
    step = from - run > step ? first_step : 2 * step;
  }
  const auto left = end - from;
  if (left > 0 && left < static_cast<std::ptrdiff_t>(behind)) take(read_copied(from, end, outline));
}
#else
void read_plain_pairs(const char*, const char*&, const char*, Outline&) {}
#endif

}  // namespace heed::values
