#include "services/notifications/application/delivery_retries.h"

namespace sinergi::notifications {
namespace {

// Who says nothing so long after a request's own time is gone.
constexpr std::chrono::seconds kSlack{5};
// When what should be due is not there.
constexpr std::chrono::milliseconds kPause{20};

constexpr const char* kNoLongerKept = "no longer kept";

}  // namespace

DeliveryRetries::DeliveryRetries(LineKey key, const std::vector<DeliveryStore::Waiting>& waiting,
                                 const RetrySchedule& schedule, std::chrono::milliseconds timeout,
                                 bool strict)
    : key_(std::move(key)), schedule_(schedule), timeout_(timeout), strict_(strict) {
  for (const auto& one : waiting) {
    waiting_.Set(one.subject, {one.position, one.epoch}, one.next_try);
  }
}

void DeliveryRetries::Follow(const DeliveryRow& row) {
  const WaitingDeliveries::Turn turn{row.position, row.epoch};
  if (row.state == DeliveryState::kWaiting) {
    waiting_.Set(row.subject, turn, row.next_try);
  } else {
    waiting_.Remove(row.subject, turn);
  }
}

void DeliveryRetries::Insert(DeliveryRow row, DeliveryChanges& changes) {
  Follow(row);
  changed_.insert(KeyOf(row));
  changes.inserted.push_back(std::move(row));
}

void DeliveryRetries::InsertOnItsWay(DeliveryRow row, std::shared_ptr<const JournalEntry> entry,
                                     Instant now, DeliveryChanges& changes) {
  row.attempts = 1;
  row.next_try = now + timeout_ + kSlack;
  on_their_way_[KeyOf(row)] = {row, std::move(entry)};
  Insert(std::move(row), changes);
}

Result<std::int64_t> DeliveryRetries::Claim(const DeliveryLedger& ledger, Instant now,
                                            std::int64_t room, DeliveryChanges& changes,
                                            std::vector<Posting>& postings) {
  std::int64_t claimed = 0;
  const bool blocked = strict_ && !on_their_way_.empty();
  if (room <= 0 || blocked || NextTry() > now) return claimed;
  auto due = ledger.Due(key_, room, strict_);
  if (!due) return due.error();
  if (due->empty()) not_before_ = now + kPause;
  for (DueDelivery& one : *due) {
    const RowKey key = KeyOf(one.row);
    if (on_their_way_.contains(key) || changed_.contains(key)) continue;
    one.row.changed = now;
    if (one.entry) {
      ++one.row.attempts;
      one.row.next_try = now + timeout_ + kSlack;
      postings.push_back({one.row.key, one.row.epoch, one.row.number, one.row.attempts, one.entry});
      ++claimed;
    } else {
      one.row.state = DeliveryState::kDead;
      one.row.last_answer = kNoLongerKept;
    }
    Follow(one.row);
    changes.updated.push_back(one.row);
    if (one.entry) on_their_way_[key] = std::move(one);
  }
  return claimed;
}

bool DeliveryRetries::Take(const Posting& posting, const PostingAnswer& answer, Instant now,
                           bool replay, DeliveryChanges& changes) {
  const auto found = on_their_way_.find({posting.epoch, posting.number});
  if (found == on_their_way_.end() || found->second.row.attempts != posting.attempt) return false;
  DeliveryRow row = std::move(found->second.row);
  on_their_way_.erase(found);
  changed_.insert(KeyOf(row));
  row.changed = now;
  changes.attempts.push_back(AttemptOf(row, answer));
  if (answer.delivered) {
    waiting_.Remove(row.subject, {row.position, row.epoch});
    if (replay) changes.replayed.push_back(row);
    changes.deleted.push_back(std::move(row));
    return true;
  }
  PutOff(row, answer, schedule_, now);
  Follow(row);
  changes.updated.push_back(std::move(row));
  return true;
}

}  // namespace sinergi::notifications
