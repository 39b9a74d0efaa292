#include "adapters/http_client/interrupt.h"

namespace heed::http_client {

void Interrupt::raise() {
  is_raised_ = true;
  for (const auto& end : ends_) end();
}

Watch::Watch(Interrupt* of, std::function<void()> end) : of_(of) {
  if (of_ != nullptr) at_ = of_->ends_.insert(of_->ends_.end(), std::move(end));
}

Watch::~Watch() {
  if (of_ != nullptr) of_->ends_.erase(at_);
}

}  // namespace heed::http_client
