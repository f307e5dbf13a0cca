#include "services/notifications/application/delivery_ledger.h"

#include <set>

#include "services/notifications/storage/notice_store.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::seconds kPatience{10};

// Whoever's deliveries were given up, or ended.
std::set<SubscriptionId> ToBeTold(const DeliveryChanges& changes) {
  std::set<SubscriptionId> ids(changes.ended.begin(), changes.ended.end());
  for (const auto* const rows : {&changes.inserted, &changes.updated}) {
    for (const DeliveryRow& row : *rows) {
      if (row.state == DeliveryState::kDead) ids.insert(row.key.subscription);
    }
  }
  return ids;
}

}  // namespace

DeliveryLedger::DeliveryLedger(Database& database, const Clock& clock, std::string holder)
    : database_(database), clock_(clock), holder_(std::move(holder)) {}

Result<bool> DeliveryLedger::Hold() {
  bool held = false;
  const Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    const Instant now = clock_.Now();
    const auto taken = held_ ? DeliveryStore::KeepLease(tx, holder_, now + kLease)
                             : DeliveryStore::TakeLease(tx, holder_, now, now + kLease);
    if (!taken) return taken.error();
    held = *taken;
    return Status::Ok();
  });
  if (!done) return done.error();
  held_ = held;
  return held;
}

void DeliveryLedger::GiveBack() {
  const Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    DeliveryStore::GiveLeaseBack(tx, holder_);
    return Status::Ok();
  });
  (void)done.operator bool();  // it ends by itself
  held_ = false;
}

Result<bool> DeliveryLedger::Commit(const DeliveryChanges& changes) {
  bool held = false;
  const Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    const auto kept = DeliveryStore::KeepLease(tx, holder_, clock_.Now() + kLease);
    if (!kept) return kept.error();
    held = *kept;
    if (!held) return Status::Ok();
    for (const DeliveryRow& row : changes.inserted) DeliveryStore::Insert(tx, row);
    for (const DeliveryRow& row : changes.updated) DeliveryStore::Update(tx, row);
    for (const DeliveryRow& row : changes.deleted) DeliveryStore::Delete(tx, row);
    for (const AttemptRow& row : changes.attempts) DeliveryStore::AddAttempt(tx, row);
    for (const DeliveryRow& row : changes.replayed) DeliveryStore::MarkReplayed(tx, row);
    for (const LineRow& row : changes.lines) DeliveryStore::WriteLine(tx, row);
    for (const SubscriptionId id : ToBeTold(changes)) NoticeStore::Add(tx, id, clock_.Now());
    for (const LineKey& key : changes.finished) {
      ReplayStore::Finish(tx, key, clock_.Now());
      DeliveryStore::DeleteLine(tx, key);
    }
    return Status::Ok();
  });
  if (!done) return done.error();
  held_ = held;
  return held;
}

Result<std::optional<LineRow>> DeliveryLedger::FindLine(const LineKey& key) const {
  return DeliveryStore::FindLine(database_, Deadline::In(kPatience), key);
}

Result<std::vector<DeliveryStore::Waiting>> DeliveryLedger::WaitingOf(const LineKey& key) const {
  return DeliveryStore::WaitingOf(database_, Deadline::In(kPatience), key);
}

Result<std::vector<ReplayRow>> DeliveryLedger::OpenReplays() const {
  return ReplayStore::Open(database_, Deadline::In(kPatience));
}

Result<std::vector<DueDelivery>> DeliveryLedger::Due(const LineKey& key, std::int64_t limit,
                                                     bool strict) const {
  if (strict) {
    return DeliveryStore::FirstIfDue(database_, Deadline::In(kPatience), key, clock_.Now());
  }
  return DeliveryStore::Due(database_, Deadline::In(kPatience), key, clock_.Now(), limit);
}

}  // namespace sinergi::notifications
