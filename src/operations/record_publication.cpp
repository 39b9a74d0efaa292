#include "operations/record_publication.h"

namespace heed::operations {

boost::asio::awaitable<Result<void>> record_publication(desk::Desk& desk, delivery::Published published) {
  record::Drafts drafts{record::draft(published)};
  const record::Moment moment{desk.clock.now(), record::the_hub()};
  CO_TRY(co_await desk.journal.commit(std::move(drafts), moment, std::nullopt));
  co_return Result<void>{};
}

}  // namespace heed::operations
