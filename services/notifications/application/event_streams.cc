#include "services/notifications/application/event_streams.h"

#include "services/notifications/domain/reasons.h"
#include "services/notifications/storage/acknowledgement_store.h"

namespace sinergi::notifications {

EventStreams::EventStreams(const EventSources& sources, const SubscriptionOperations& subscriptions)
    : sources_(sources), subscriptions_(subscriptions) {}

Result<std::unique_ptr<EventStream>> EventStreams::Open(const Caller& caller, SubscriptionId id,
                                                        const StreamStart& start,
                                                        Deadline deadline) const {
  auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  const auto place = PlaceOf(*subscription, start, deadline);
  if (!place) return place.error();
  const auto head = JournalStore::Head(sources_.database, deadline);
  if (!head) return head.error();
  return std::make_unique<EventStream>(sources_, *std::move(subscription), *place, head->position);
}

Result<EventStreams::Stretch> EventStreams::OpenAt(const Caller& caller, SubscriptionId id,
                                                   std::int64_t epoch, std::int64_t from_number,
                                                   Deadline deadline) const {
  auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  if (epoch != 0 && epoch != subscription->epoch) {
    return sources_.journal.NoLongerKept(*subscription, deadline);
  }
  const auto place = sources_.journal.PlaceOfNumber(*subscription, from_number - 1, deadline);
  if (!place) return place.error();
  const auto end = sources_.journal.End(*subscription, deadline);
  if (!end) return end.error();
  return Stretch{
      std::make_unique<EventStream>(sources_, *std::move(subscription), *place, end->position),
      end->number};
}

Result<Place> EventStreams::PlaceOf(const Subscription& subscription, const StreamStart& start,
                                    Deadline deadline) const {
  if (!start.resume_token.empty()) {
    return PlaceOfToken(subscription, start.resume_token, deadline);
  }
  if (start.from_acknowledged) {
    const auto kept = AcknowledgementStore::Find(sources_.database, deadline, subscription);
    if (!kept) return kept.error();
    if (*kept) return CheckedPlace(subscription, **kept, deadline);
  }
  return start.from_now ? sources_.journal.End(subscription, deadline)
                        : sources_.journal.Beginning(subscription, deadline);
}

Result<Place> EventStreams::PlaceOfToken(const Subscription& subscription, const std::string& token,
                                         Deadline deadline) const {
  const auto point = sources_.tokens.Read(token);
  if (!point || point->subscription != subscription.id) {
    return Error::Invalid({{"resume_token", &reasons::kResumeTokenInvalid, {}}});
  }
  if (!sources_.tokens.IsOfThisLife(*point, subscription)) {
    return sources_.journal.NoLongerKept(subscription, deadline);
  }
  return CheckedPlace(subscription, point->place, deadline);
}

Result<Place> EventStreams::CheckedPlace(const Subscription& subscription, const Place& place,
                                         Deadline deadline) const {
  const auto head = JournalStore::Head(sources_.database, deadline);
  if (!head) return head.error();
  if (place.position < head->pruned || place.position > head->position) {
    return sources_.journal.NoLongerKept(subscription, deadline);
  }
  return place;
}

}  // namespace sinergi::notifications
