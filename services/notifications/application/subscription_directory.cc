#include "services/notifications/application/subscription_directory.h"

#include "common/logging/log.h"
#include "services/notifications/storage/subscription_store.h"

namespace sinergi::notifications {
namespace {

constexpr std::int64_t kPage = 500;
constexpr std::chrono::seconds kPatience{10};

}  // namespace

SubscriptionDirectory::SubscriptionDirectory(Database& database, Announcer& announcer,
                                             std::chrono::milliseconds poll)
    : database_(database), announcer_(announcer), poll_(poll) {}

void SubscriptionDirectory::Run(std::stop_token stop) {
  const auto listening = announcer_.Listen(kSubscriptionsChannel, [this] { wake_up_.Ring(); });
  while (!stop.stop_requested()) {
    if (auto read = Poll(); !read) {
      Log(LogLevel::kWarning, "the subscriptions could not be read; trying again",
          {{"reason", std::string(read.error().reason().name)}, {"cause", read.error().cause()}});
    }
    wake_up_.WaitFor(stop, poll_);
  }
}

Status SubscriptionDirectory::Poll() {
  while (true) {
    const auto page = SubscriptionStore::ChangedAfter(database_, Deadline::In(kPatience),
                                                      last_ ? &*last_ : nullptr, kPage);
    if (!page) return page.error();
    if (page->empty()) return Status::Ok();
    {
      const std::lock_guard lock(mutex_);
      for (const Subscription& one : *page) {
        known_[one.id] = std::make_shared<const Subscription>(one);
      }
    }
    last_ = page->back();
    ++edition_;
    watchers_.WakeAll();
    if (static_cast<std::int64_t>(page->size()) < kPage) return Status::Ok();
  }
}

std::shared_ptr<const Subscription> SubscriptionDirectory::Find(SubscriptionId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = known_.find(id);
  return found == known_.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<const Subscription>> SubscriptionDirectory::All() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<const Subscription>> all;
  all.reserve(known_.size());
  for (const auto& [id, subscription] : known_) all.push_back(subscription);
  return all;
}

}  // namespace sinergi::notifications
