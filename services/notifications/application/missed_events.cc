#include "services/notifications/application/missed_events.h"

#include <algorithm>

#include "services/notifications/domain/reasons.h"
#include "services/notifications/storage/acknowledgement_store.h"
#include "services/notifications/storage/delivery_store.h"

namespace sinergi::notifications {

MissedEvents::MissedEvents(Database& database, const Clock& clock,
                           const SubscriptionOperations& subscriptions, const EventStreams& streams,
                           const ResumeTokens& tokens)
    : database_(database),
      clock_(clock),
      subscriptions_(subscriptions),
      streams_(streams),
      tokens_(tokens) {}

// Up to this number the subscriber has everything, but for what a webhook has rows of.
Result<std::int64_t> MissedEvents::KnownNumber(const Subscription& subscription,
                                               Deadline deadline) const {
  if (!subscription.webhook) {
    const auto place = AcknowledgementStore::Find(database_, deadline, subscription);
    if (!place) return place.error();
    return *place ? (*place)->number : 0;
  }
  const auto line = DeliveryStore::FindLine(database_, deadline, LineKey{subscription.id});
  if (!line) return line.error();
  const bool is_of_epoch = *line && (*line)->epoch == subscription.epoch;
  return is_of_epoch ? (*line)->settled.number : 0;
}

Result<MissedEvents::Page> MissedEvents::List(const Caller& caller, SubscriptionId id,
                                              std::int64_t after_number, std::int64_t beyond,
                                              std::size_t limit, Deadline deadline) const {
  const auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  Page page{subscription->epoch, {}};
  std::int64_t known = std::max(after_number, beyond);
  if (after_number == 0) {
    const auto number = KnownNumber(*subscription, deadline);
    if (!number) return number.error();
    const auto rows = DeliveryLists::Undelivered(database_, deadline, *subscription, beyond,
                                                 static_cast<std::int64_t>(limit));
    if (!rows) return rows.error();
    for (const DeliveryRow& row : *rows) {
      page.events.push_back({row.number, row.event_id, row.type, row.subject, row.state});
    }
    known = std::max(known, *number);
  }
  if (page.events.size() >= limit) return page;
  auto stretch = streams_.OpenAt(caller, id, subscription->epoch, known + 1, deadline);
  if (!stretch) return stretch.error();
  stretch->events->IgnorePauses();
  for (bool at_end = false; !at_end && page.events.size() < limit;) {
    const auto read = stretch->events->Next(limit - page.events.size());
    if (!read) return read.error();
    for (const Delivery& delivery : read->events) {
      const Event& event = delivery.entry->event;
      const bool shown = !delivery.entry->withheld;
      page.events.push_back({delivery.number,
                             event.id.ToString(),
                             shown ? event.type : "",
                             shown ? event.subject : "",
                             {}});
    }
    at_end = read->at_end;
  }
  return page;
}

Result<MissedEvents::Acknowledged> MissedEvents::Acknowledge(const Caller& caller,
                                                             SubscriptionId id,
                                                             const std::string& token,
                                                             Deadline deadline) {
  const auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  const auto point = tokens_.Read(token);
  if (!point || point->subscription != id) {
    return Error::Invalid({{"resume_token", &reasons::kResumeTokenInvalid, {}}});
  }
  if (!tokens_.IsOfThisLife(*point, *subscription)) {
    return streams_.NoLongerKept(*subscription, deadline);
  }
  const Status done = database_.Transact(deadline, [&](Transaction& tx) {
    AcknowledgementStore::Advance(tx, *subscription, point->place, clock_.Now());
    return Status::Ok();
  });
  if (!done) return done.error();
  const auto kept = AcknowledgementStore::Find(database_, deadline, *subscription);
  if (!kept) return kept.error();
  return Acknowledged{subscription->epoch, *kept ? (*kept)->number : point->place.number};
}

}  // namespace sinergi::notifications
