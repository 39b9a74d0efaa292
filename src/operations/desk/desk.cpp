#include "operations/desk/desk.h"

namespace heed::desk {

std::string draw_name(ports::Random& random, std::string_view kind) {
  // Why these letters: names are read out on the telephone; none sounds or looks like another.
  constexpr std::string_view letters = "0123456789abcdefghjkmnpqrstvwxyz";
  auto name = cat(kind, "-");
  for (int i = 0; i < 10; ++i) name += letters[random.below(letters.size())];
  return name;
}

}  // namespace heed::desk
