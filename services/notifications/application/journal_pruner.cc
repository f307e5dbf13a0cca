#include "services/notifications/application/journal_pruner.h"

#include <algorithm>

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "services/notifications/storage/checkpoint_store.h"
#include "services/notifications/storage/journal_store.h"
#include "services/notifications/storage/subscription_store.h"

namespace sinergi::notifications {
namespace {

constexpr std::int64_t kAtOnce = 1000;
constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::minutes kPause{1};

Status KeepPlace(Transaction& tx, const Subscription& subscription, const JournalEntries& going) {
  const std::int64_t upto = going.back()->position;
  const auto known = CheckpointStore::Nearest(tx, subscription, upto);
  if (!known) return known.error();
  Place place = known->value_or(Place{subscription.starts_at, 0});
  place.number += std::count_if(going.begin(), going.end(), [&](const auto& entry) {
    return entry->position > place.position && Matches(subscription, entry->traits());
  });
  place.position = upto;
  CheckpointStore::Write(tx, subscription, place);
  return Status::Ok();
}

}  // namespace

JournalPruner::JournalPruner(Database& database, const Clock& clock,
                             std::chrono::milliseconds retention)
    : database_(database), clock_(clock), retention_(retention) {}

void JournalPruner::Run(std::stop_token stop) {
  WakeUp pause;
  while (!stop.stop_requested()) {
    const auto pruned = PruneOnce();
    if (!pruned) {
      Log(LogLevel::kWarning, "the journal could not be pruned",
          {{"cause", pruned.error().cause()}});
    }
    if (!pruned || *pruned < kAtOnce) pause.WaitFor(stop, kPause);
  }
}

Result<std::int64_t> JournalPruner::PruneOnce() {
  std::int64_t count = 0;
  const Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    const auto head = JournalStore::LockHead(tx);
    if (!head) return head.error();
    const auto going = JournalStore::OldestBefore(tx, clock_.Now() - retention_, kAtOnce);
    if (!going) return going.error();
    count = static_cast<std::int64_t>(going->size());
    if (going->empty()) return Status::Ok();
    const std::int64_t upto = going->back()->position;
    const auto counting = SubscriptionStore::StartedBefore(tx, upto);
    if (!counting) return counting.error();
    for (const Subscription& subscription : *counting) {
      if (auto kept = KeepPlace(tx, subscription, *going); !kept) return kept;
    }
    JournalStore::Prune(tx, upto);
    CheckpointStore::PruneBefore(tx, upto);
    return Status::Ok();
  });
  if (!done) return done.error();
  return count;
}

}  // namespace sinergi::notifications
