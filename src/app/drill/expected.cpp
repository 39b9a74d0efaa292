#include "app/drill/expected.h"

namespace heed::drill {
namespace {

template <class T>
Result<Expected> read(const Expect& expect) {
  auto spec = from_value<T>(expect.with);
  if (!spec) return fail(core::within("expect", std::move(spec).error()));
  return Expected(*std::move(spec));
}

Result<Expected> read_state(const Expect& expect) {
  auto spec = from_value<ExpectState>(expect.with);
  if (!spec) return fail(core::within("expect", std::move(spec).error()));
  const int asked = spec->is.has_value() + spec->is_not.has_value() + spec->contains.has_value() +
                    spec->at_least.has_value() + spec->exists.has_value() + spec->count.has_value();
  if (asked != 1) {
    return fail(Code::malformed,
                cat("say one of is, is_not, contains, at_least, exists and count (line ", expect.with.line, ")"),
                "expect");
  }
  return Expected(*std::move(spec));
}

}  // namespace

Result<Expected> parse_expected(const Expect& expect) {
  if (expect.what == "state") return read_state(expect);
  if (expect.what == "due") return read<ExpectDue>(expect);
  if (expect.what == "told") return read<ExpectTold>(expect);
  if (expect.what == "public") return read<ExpectPublic>(expect);
  if (expect.what == "knew") return read<ExpectKnew>(expect);
  if (expect.what == "entry") return read<ExpectEntry>(expect);
  if (expect.what == "answered") return read<ExpectAnswered>(expect);
  if (expect.what == "record") return read<ExpectRecord>(expect);
  return fail(
      Code::malformed,
      cat("\"", expect.what,
          "\" cannot be expected; it is one of state, due, told, public, knew, entry, answered and record (line ",
          expect.with.line, ")"),
      "expect");
}

}  // namespace heed::drill
