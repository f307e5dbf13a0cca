#include "services/notifications/application/journal.h"

#include <algorithm>

#include "common/logging/log.h"
#include "common/result/reasons.h"
#include "services/notifications/domain/reasons.h"
#include "services/notifications/domain/withholding.h"
#include "services/notifications/storage/checkpoint_store.h"
#include "services/notifications/storage/journal_store.h"

namespace sinergi::notifications {
namespace {

constexpr std::int64_t kWindow = 5000;  // positions counted over by one query
constexpr int kAttempts = 3;

}  // namespace

Journal::Journal(Database& database, const Clock& clock) : database_(database), clock_(clock) {}

Status Journal::Append(Transaction& tx, std::span<const Event> events) const {
  const auto count = static_cast<std::int64_t>(events.size());
  const auto last = JournalStore::Advance(tx, count, clock_.Now());
  if (!last) return last.error();
  std::int64_t position = last->position - count;
  for (const Event& event : events) {
    JournalStore::Insert(tx, ++position, last->received, event);
    switch (WithholdingOf(event.type)) {
      case Withholding::kBegins:
        JournalStore::Withhold(tx, event.subject);
        break;
      case Withholding::kEnds:
        JournalStore::StopWithholding(tx, event.subject);
        break;
      default:
        break;
    }
  }
  return Status::Ok();
}

// What is pruned while it is counted would be missing in the number: then it counts again from the
// place that pruning has left.
Result<Place> Journal::PlaceAt(const Subscription& subscription, std::int64_t position,
                               Deadline deadline) const {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    const auto known = CheckpointStore::Nearest(database_, deadline, subscription, position);
    if (!known) return known.error();
    const Place from = known->value_or(Place{subscription.starts_at, 0});
    if (from.position >= position) return from;
    auto place = CountUpTo(subscription, from, position, deadline);
    if (!place) return place.error();
    const auto head = JournalStore::Head(database_, deadline);
    if (!head) return head.error();
    if (head->pruned <= from.position) {
      if (position - from.position > kCheckpointDistance) {
        KeepCheckpoint(subscription, *place, deadline);
      }
      return place;
    }
    position = std::max(position, head->pruned);
  }
  return Error::Of(sinergi::reasons::kUnavailable).Because("the journal was pruned meanwhile");
}

Result<Place> Journal::CountUpTo(const Subscription& subscription, Place from,
                                 std::int64_t position, Deadline deadline) const {
  Place place = from;
  while (place.position < position) {
    const std::int64_t upto = std::min(position, place.position + kWindow);
    const auto entries =
        JournalStore::ReadTraitsFor(database_, deadline, {place.position, upto}, subscription);
    if (!entries) return entries.error();
    place.number += std::count_if(entries->begin(), entries->end(), [&](const auto& entry) {
      return Matches(subscription, entry->traits());
    });
    place.position = upto;
  }
  return place;
}

Result<Place> Journal::PlaceOfNumber(const Subscription& subscription, std::int64_t number,
                                     Deadline deadline) const {
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    auto from = Beginning(subscription, deadline);
    if (!from) return from.error();
    if (number < from->number) return NoLongerKept(subscription, deadline);
    const auto known = CheckpointStore::NearestNumber(database_, deadline, subscription, number);
    if (!known) return known.error();
    if (*known && (*known)->position > from->position) from = **known;
    const auto end = JournalStore::Head(database_, deadline);
    if (!end) return end.error();
    auto place = CountToNumber(subscription, *from, number, end->position, deadline);
    if (!place) return place.error();
    const auto head = JournalStore::Head(database_, deadline);
    if (!head) return head.error();
    if (head->pruned > from->position) continue;
    if (place->position - from->position > kCheckpointDistance) {
      KeepCheckpoint(subscription, *place, deadline);
    }
    return place;
  }
  return Error::Of(sinergi::reasons::kUnavailable).Because("the journal was pruned meanwhile");
}

Result<Place> Journal::CountToNumber(const Subscription& subscription, Place from,
                                     std::int64_t number, std::int64_t end,
                                     Deadline deadline) const {
  Place place = from;
  while (place.number < number && place.position < end) {
    const std::int64_t upto = std::min(end, place.position + kWindow);
    const auto entries =
        JournalStore::ReadTraitsFor(database_, deadline, {place.position, upto}, subscription);
    if (!entries) return entries.error();
    for (const auto& entry : *entries) {
      if (!Matches(subscription, entry->traits())) continue;
      if (++place.number == number) return Place{entry->position, number};
    }
    place.position = upto;
  }
  return place;
}

// Only saves time later, so a failure is no harm.
void Journal::KeepCheckpoint(const Subscription& subscription, const Place& place,
                             Deadline deadline) const {
  const Status kept = database_.Transact(deadline, [&](Transaction& tx) {
    CheckpointStore::Write(tx, subscription, place);
    return Status::Ok();
  });
  if (!kept) {
    Log(LogLevel::kWarning, "a checkpoint could not be kept",
        {{"subscription", subscription.id.ToString()}, {"cause", kept.error().cause()}});
  }
}

Result<Place> Journal::Beginning(const Subscription& subscription, Deadline deadline) const {
  const auto head = JournalStore::Head(database_, deadline);
  if (!head) return head.error();
  return PlaceAt(subscription, std::max(subscription.starts_at, head->pruned), deadline);
}

Result<Place> Journal::End(const Subscription& subscription, Deadline deadline) const {
  const auto head = JournalStore::Head(database_, deadline);
  if (!head) return head.error();
  return PlaceAt(subscription, head->position, deadline);
}

Error Journal::NoLongerKept(const Subscription& subscription, Deadline deadline) const {
  const auto oldest = Beginning(subscription, deadline);
  if (!oldest) return oldest.error();
  return Error::Of(reasons::kResumeTokenOutOfRange,
                   {{"oldest", std::to_string(oldest->number + 1)},
                    {"epoch", std::to_string(subscription.epoch)}});
}

}  // namespace sinergi::notifications
