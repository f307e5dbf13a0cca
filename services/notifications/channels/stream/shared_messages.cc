#include "services/notifications/channels/stream/shared_messages.h"

namespace sinergi::notifications {
namespace {

constexpr std::size_t kLongestKept = 16 * std::size_t{1024};

}  // namespace

// Others wait meanwhile, for what they would have to make themselves.
void SharedMessages::Append(const std::vector<Delivery>& deliveries, const Make& make,
                            std::vector<StreamMessage>& messages) {
  const std::lock_guard lock(mutex_);
  for (const Delivery& delivery : deliveries) {
    Kept& kept = latest_[static_cast<std::size_t>(delivery.number) % latest_.size()];
    // An entry of which something is withheld is another one.
    if (kept.number == delivery.number && kept.entry == delivery.entry) {
      messages.push_back(kept.message);
      continue;
    }
    messages.emplace_back(make(delivery));
    const bool is_long = messages.back().bytes().size() > kLongestKept;
    kept = is_long ? Kept() : Kept{delivery.number, delivery.entry, messages.back()};
  }
}

}  // namespace sinergi::notifications
