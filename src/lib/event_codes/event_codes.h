#pragma once
// The lists of others that say what kind of event an alert is about: SAME, the OASIS event terms, and those that an
// operator adds.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/codec.h"
#include "lib/cap/alert.h"

namespace heed::event_codes {

struct Code {
  std::string code;
  std::string name;
  HEED_FIELDS(Code, code, name)
};

/// One list.
struct System {
  std::string system;  ///< CAP's valueName: "SAME"
  std::string title;
  std::vector<Code> codes;
  HEED_FIELDS(System, system, title, codes)
};

/// One file of share/event_codes. `file_name` is what errors call it.
/// Guarantees: at least one code; no code twice; nothing empty, no blanks around or control characters.
/// Errors: with the file and the line.
[[nodiscard]] Result<System> parse(std::string_view text, std::string_view file_name);

/// "SAME CEM": the system, a blank, the code; and back. Without a blank the text is a system, and no code.
[[nodiscard]] std::string named(const cap::NamedValue& code);
[[nodiscard]] cap::NamedValue code_in(std::string_view named);

class Table {
 public:
  /// Errors: conflict when the system is there already.
  [[nodiscard]] Result<void> add(System system);

  /// The code as its list spells it, which is a <eventCode> of CAP. `named` is "SAME CEM": the system, a blank, the
  /// code. Errors: malformed without a blank; not_found, with the systems that there are.
  [[nodiscard]] Result<cap::NamedValue> find(std::string_view named) const;
  [[nodiscard]] const std::map<std::string, System>& systems() const { return systems_; }
  /// Its name, or nothing.
  [[nodiscard]] const std::string* name_of(const cap::NamedValue& code) const;

 private:
  std::map<std::string, System> systems_;
};

}  // namespace heed::event_codes
