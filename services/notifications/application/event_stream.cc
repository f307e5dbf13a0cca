#include "services/notifications/application/event_stream.h"

#include <algorithm>

#include "services/notifications/domain/reasons.h"

namespace sinergi::notifications {
namespace {

constexpr int kPagesAtOnce = 16;
constexpr std::size_t kTailPage = 512;
constexpr std::size_t kLeastPage = 64;  // of the database
constexpr std::size_t kMostPage = 512;
constexpr std::int64_t kWindow = 20'000;  // positions searched by one query
constexpr std::size_t kBytesAtOnce = std::size_t{1} << 20;
constexpr std::chrono::seconds kPatience{10};

}  // namespace

EventStream::EventStream(const EventSources& sources, Subscription subscription, Place place,
                         std::int64_t head)
    : sources_(sources), subscription_(std::move(subscription)), head_(head), place_(place) {}

Result<Deliveries> EventStream::Next(std::size_t limit) {
  if (auto followed = FollowSubscription(); !followed) return followed.error();
  Deliveries deliveries;
  if (paused() && !ignores_pauses_) {
    deliveries.at_end = true;
    return deliveries;
  }
  for (int pages = 0; pages < kPagesAtOnce; ++pages) {
    const auto page = ReadPage(limit - deliveries.events.size());
    if (!page && deliveries.events.empty()) return page.error();
    if (!page) return deliveries;
    if (page->reached == place_.position) {
      deliveries.at_end = true;
      return deliveries;
    }
    if (!Take(*page, limit, deliveries)) return deliveries;
  }
  return deliveries;
}

std::string EventStream::TokenAfter(const Delivery& delivery) const {
  return sources_.tokens.Make(subscription_, {delivery.entry->position, delivery.number});
}

Status EventStream::FollowSubscription() {
  const std::int64_t edition = sources_.directory.edition();
  if (edition == edition_) return Status::Ok();
  edition_ = edition;
  const auto known = sources_.directory.Find(subscription_.id);
  if (!known || known->version <= subscription_.version) return Status::Ok();
  if (known->state == SubscriptionState::kDeleted) {
    return Error::Of(reasons::kSubscriptionNotFound,
                     {{"subscription", subscription_.id.ToString()}});
  }
  const bool same_epoch = known->epoch == subscription_.epoch;
  subscription_ = *known;
  if (same_epoch) return Status::Ok();
  return sources_.journal.NoLongerKept(subscription_, Deadline::In(kPatience));
}

Result<EventStream::Page> EventStream::ReadPage(std::size_t wanted) const {
  if (sources_.tail.position() < head_) return ReadFromDatabase(wanted);
  auto recent = sources_.tail.After(place_.position, kTailPage);
  if (!recent) return ReadFromDatabase(wanted);
  const std::int64_t reached = recent->empty() ? place_.position : recent->back()->position;
  return Page{*std::move(recent), reached};
}

Result<EventStream::Page> EventStream::ReadFromDatabase(std::size_t wanted) const {
  const auto limit = static_cast<std::int64_t>(std::clamp(wanted, kLeastPage, kMostPage));
  const Deadline deadline = Deadline::In(kPatience);
  // Where it is ahead of the tail, as after a restart, there is nothing to be read yet.
  const std::int64_t upto = std::min(sources_.tail.position(), place_.position + kWindow);
  const JournalSpan span{place_.position, std::max(place_.position, upto)};
  auto entries = JournalStore::ReadFor(sources_.database, deadline, span, subscription_, limit);
  if (!entries) return entries.error();
  const auto head = JournalStore::Head(sources_.database, deadline);
  if (!head) return head.error();
  if (head->pruned > span.after) return sources_.journal.NoLongerKept(subscription_, deadline);
  const bool full = static_cast<std::int64_t>(entries->size()) == limit;
  const std::int64_t reached = full ? entries->back()->position : span.upto;
  return Page{*std::move(entries), reached};
}

// False when there is no room for more.
bool EventStream::Take(const Page& page, std::size_t limit, Deliveries& deliveries) {
  std::size_t bytes = 0;
  for (const auto& delivery : deliveries.events) bytes += delivery.entry->event.payload.size();
  for (const auto& entry : page.entries) {
    if (deliveries.events.size() >= limit || bytes >= kBytesAtOnce) return false;
    place_.position = entry->position;
    if (!Matches(subscription_, entry->traits())) continue;
    ++place_.number;
    bytes += entry->event.payload.size();
    deliveries.events.push_back({place_.number, entry});
  }
  place_.position = page.reached;
  return true;
}

}  // namespace sinergi::notifications
