// The audience as flat bytes (lib/columns): where everybody is, then the register itself. The file holds who is where
// and how each is reached: it is no less secret than the record.

#include "flow/audience/state.h"
#include "lib/pack/pack.h"

namespace heed::audience {
namespace {

constexpr std::uint64_t form_version = 3;
enum Part : std::size_t {
  placed,
  staying,
  place_owners,
  place_slots,
  stay_owners,
  stay_slots,
  times,
  briefs,
  duty,
  lists
};
static_assert(std::size_t{lists} + 1 == Ground::columns);
static_assert(std::is_trivially_copyable_v<Brief> && std::is_trivially_copyable_v<Interval>);
static_assert(std::is_trivially_copyable_v<overlap::Box>);

std::unexpected<Error> apart() {
  return fail(Code::corrupt, "the columns of an index of an audience do not belong together");
}

}  // namespace

Result<void> Ground::save(columns::Writer& out) const {
  std::string packed;
  pack::pack(packed, lists_);
  const auto put = [&out](std::span<const std::byte> piece) { return out.put(piece); };
  const auto column = [&out](const auto& values) { return out.column(std::span(values)); };
  TRY(places_.index.save(put));
  TRY(out.end_column());
  TRY(stays_.index.save(put));
  TRY(out.end_column());
  TRY(column(places_.owners));
  TRY(column(places_.of));
  TRY(column(stays_.owners));
  TRY(column(stays_.of));
  TRY(column(during_));
  TRY(column(briefs_));
  TRY(column(duties_));
  return column(std::string_view(packed));
}

Result<Ground> Ground::over(std::span<const std::span<std::byte>> saved, std::size_t registered) {
  if (saved.size() != columns) return apart();
  Ground ground;
  TRY(ground.places_.index, places::Places::over(saved[placed]));
  TRY(ground.stays_.index, places::Places::over(saved[staying]));
  columns::read(saved[place_owners], ground.places_.owners);
  columns::read(saved[place_slots], ground.places_.of);
  columns::read(saved[stay_owners], ground.stays_.owners);
  columns::read(saved[stay_slots], ground.stays_.of);
  columns::read(saved[times], ground.during_);
  columns::read(saved[briefs], ground.briefs_);
  columns::read(saved[duty], ground.duties_);
  std::string packed;
  columns::read(saved[lists], packed);
  auto lists_of = pack::unpack<std::vector<std::vector<std::string>>>(packed);
  if (!lists_of || ground.briefs_.size() != registered) return apart();
  ground.lists_ = *std::move(lists_of);
  for (std::uint32_t i = 0; i < ground.lists_.size(); ++i) ground.list_numbers_.emplace(ground.lists_[i], i);
  return ground;
}

Result<void> save_register(const Registry& registry, columns::Writer& out) {
  TRY(registry.save(out));
  return out.finish({form_version, registry.size(), registry.fingerprint(), 0});
}

Result<void> load(State& state, std::span<std::byte> saved) {
  TRY(const auto opened, columns::open(saved, form_version));
  const Identity identity{opened.marks[1], opened.marks[2]};
  if (identity != state.recipients.promised().value_or(state.recipients.identity())) {
    return fail(Code::conflict, "what was saved of the audience is of another register than this");
  }
  const std::span<const std::span<std::byte>> all(opened.all);
  if (all.size() != Ground::columns + Registry::columns) return apart();
  TRY(auto ground, Ground::over(all.first(Ground::columns), identity.size));
  if (state.recipients.promised()) {
    TRY(state.recipients, Registry::over(all.subspan(Ground::columns), identity));
  }
  state.ground = std::move(ground);
  return {};
}

}  // namespace heed::audience
