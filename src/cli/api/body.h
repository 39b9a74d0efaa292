#pragma once
// From the options of a command line to the body of a request.

#include <functional>
#include <map>

#include "cli/api/commands.h"

namespace heed::api {

/// The values given, by option.
using Given = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Gives the text of a file; "-" is what stands on standard input.
using ReadText = std::function<Result<std::string>(const std::string& path)>;

/// The body: what `--from` holds, with every single option put over it.
///
/// Texts stand as they are, numbers become numbers, several texts become a list; groups and lists of groups are JSON,
/// or
/// "@FILE.json"; several documents add up to one list. Errors: malformed, naming the options that are missing, or the
/// option whose value does not parse. Whether the hub takes the body is the hub's to say.
[[nodiscard]] Result<Value> build_body(const CommandRow& row, const Given& given, const ReadText& read);

}  // namespace heed::api
