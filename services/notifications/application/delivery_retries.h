#pragma once

#include <algorithm>
#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/notifications/application/delivery_ledger.h"
#include "services/notifications/application/postings.h"
#include "services/notifications/application/waiting_deliveries.h"

namespace sinergi::notifications {

// The deliveries of one line that have rows: which of them wait, which are on their way, and what
// an answer makes of them. One thread at a time.
class DeliveryRetries {
 public:
  // In strict order one is tried at a time, the first of all; else the first of each subject.
  DeliveryRetries(LineKey key, const std::vector<DeliveryStore::Waiting>& waiting,
                  const RetrySchedule& schedule, std::chrono::milliseconds timeout, bool strict);

  bool empty() const { return waiting_.empty() && on_their_way_.empty(); }
  bool Holds(const std::string& subject) const { return waiting_.Holds(subject); }

  // A new row; one that is on its way already, as its first attempt.
  void Insert(DeliveryRow row, DeliveryChanges& changes);
  void InsertOnItsWay(DeliveryRow row, std::shared_ptr<const JournalEntry> entry, Instant now,
                      DeliveryChanges& changes);

  // Counts an attempt of each that is due, `room` at most, and adds what is to be sent. How many.
  Result<std::int64_t> Claim(const DeliveryLedger& ledger, Instant now, std::int64_t room,
                             DeliveryChanges& changes, std::vector<Posting>& postings);

  // What came of one; false when it is none of these, or an attempt that is over. `replay` says
  // whether a dead letter was delivered with it.
  bool Take(const Posting& posting, const PostingAnswer& answer, Instant now, bool replay,
            DeliveryChanges& changes);

  // When the next is due; the end of time when none waits.
  Instant NextTry() const { return std::max(waiting_.NextTry(), not_before_); }

  // What was changed is committed: it may be read again.
  void Committed() { changed_.clear(); }

 private:
  using RowKey = std::pair<std::int64_t, std::int64_t>;  // epoch and number
  static RowKey KeyOf(const DeliveryRow& row) { return {row.epoch, row.number}; }

  void Follow(const DeliveryRow& row);

  const LineKey key_;
  const RetrySchedule& schedule_;
  const std::chrono::milliseconds timeout_;
  const bool strict_;
  WaitingDeliveries waiting_;
  std::map<RowKey, DueDelivery> on_their_way_;
  std::set<RowKey> changed_;  // not yet committed, so that rows are older than what is known here
  Instant not_before_{};
};

}  // namespace sinergi::notifications
