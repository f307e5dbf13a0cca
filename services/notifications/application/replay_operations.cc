#include "services/notifications/application/replay_operations.h"

#include <algorithm>

#include "common/result/reasons.h"
#include "services/notifications/domain/reasons.h"
#include "services/notifications/storage/delivery_store.h"

namespace sinergi::notifications {

ReplayOperations::ReplayOperations(Database& database, const Clock& clock,
                                   SubscriptionOperations& subscriptions, const Journal& journal)
    : database_(database), clock_(clock), subscriptions_(subscriptions), journal_(journal) {}

Result<std::string> ReplayOperations::Begin(const Target& target, const ReplayWish& wish,
                                            const Answer& answer) {
  const auto subscription = subscriptions_.Get(target.caller, target.id, target.deadline);
  if (!subscription) return subscription.error();
  if (!subscription->webhook) {
    return Error::Of(reasons::kNotAWebhook, {{"subscription", target.id.ToString()}});
  }
  if (!subscription->webhook->verified) {
    return Error::Of(reasons::kEndpointUnverified, {{"url", subscription->webhook->url}});
  }
  const auto stretch = StretchOf(*subscription, wish, target.deadline);
  if (!stretch) return stretch.error();
  const Instant now = clock_.Now();
  ReplayRow row;
  row.subscription = target.id;
  row.id = Uuid::Make(now).ToString();
  row.epoch = subscription->epoch;
  row.until = stretch->until;
  row.filter = wish.filter;
  row.event_ids = wish.event_ids;
  row.created = now;
  LineRow line;
  line.key = {target.id, row.id};
  line.epoch = row.epoch;
  // Dead letters have rows; nothing is read for them.
  line.settled = line.claimed = wish.dead_letters_only ? stretch->until : stretch->after;
  const auto keep = [](const Subscription& before) -> Result<Subscription> { return before; };
  return subscriptions_.Change(
      target, "subscriptions.replay", keep, {}, [&](const Subscription&) { return answer(row); },
      [&](Transaction& tx, const Subscription& changed) -> Status {
        if (changed.epoch != row.epoch) {
          return Error::Of(sinergi::reasons::kEtagMismatch,
                           {{"resource", "subscriptions/" + target.id.ToString()}});
        }
        ReplayStore::Insert(tx, row);
        DeliveryStore::WriteLine(tx, line);
        if (!wish.dead_letters_only) return Status::Ok();
        return ReplayStore::InsertDeadLetters(tx, row, stretch->after.position,
                                              stretch->until.position, now);
      });
}

// Dead letters of earlier epochs lie before the present one's beginning.
Result<ReplayOperations::Stretch> ReplayOperations::StretchOf(const Subscription& subscription,
                                                              const ReplayWish& wish,
                                                              Deadline deadline) const {
  Stretch stretch;
  const bool bounded = wish.from_number > 0 || wish.from;
  if (bounded || !wish.dead_letters_only) {
    const auto after = wish.from_number > 0
                           ? journal_.PlaceOfNumber(subscription, wish.from_number - 1, deadline)
                           : journal_.Beginning(subscription, deadline);
    if (!after) return after.error();
    stretch.after = *after;
  }
  const auto until = wish.to_number > 0
                         ? journal_.PlaceOfNumber(subscription, wish.to_number, deadline)
                         : journal_.End(subscription, deadline);
  if (!until) return until.error();
  stretch.until = *until;
  const auto at = [&](Instant time) -> Result<Place> {
    const auto position = JournalStore::PositionBefore(database_, deadline, time);
    if (!position) return position.error();
    return journal_.PlaceAt(subscription, std::max(*position, subscription.starts_at), deadline);
  };
  if (wish.from) {
    const auto from = at(*wish.from);
    if (!from) return from.error();
    if (from->position > stretch.after.position) stretch.after = *from;
  }
  if (wish.before) {
    const auto before = at(*wish.before);
    if (!before) return before.error();
    if (before->position < stretch.until.position) stretch.until = *before;
  }
  if (stretch.until.position < stretch.after.position) stretch.until = stretch.after;
  return stretch;
}

Result<ReplayState> ReplayOperations::Get(const Caller& caller, SubscriptionId id,
                                          const std::string& replay, Deadline deadline) const {
  const auto subscription = subscriptions_.Get(caller, id, deadline);
  if (!subscription) return subscription.error();
  auto row = ReplayStore::Find(database_, deadline, id, replay);
  if (!row) return row.error();
  if (!*row) {
    return Error::Of(reasons::kReplayNotFound,
                     {{"subscription", id.ToString()}, {"replay", replay}});
  }
  const auto counts = DeliveryLists::CountByState(database_, deadline, LineKey{id, replay});
  if (!counts) return counts.error();
  return ReplayState{**std::move(row), *counts};
}

}  // namespace sinergi::notifications
