#include "services/notifications/channels/stream/shared_messages.h"

namespace sinergi::notifications {

// Others wait meanwhile, for what they would have to make themselves.
void SharedMessages::Append(const std::vector<Delivery>& deliveries, const Make& make,
                            std::vector<StreamMessage>& messages) {
  const std::lock_guard lock(mutex_);
  for (const Delivery& delivery : deliveries) {
    Kept& kept = latest_[static_cast<std::size_t>(delivery.number) % latest_.size()];
    // An entry of which something is withheld is another one.
    if (kept.number != delivery.number || kept.entry != delivery.entry) {
      kept = {delivery.number, delivery.entry, make(delivery)};
    }
    messages.push_back(kept.message);
  }
}

}  // namespace sinergi::notifications
