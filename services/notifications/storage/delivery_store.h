#pragma once

#include <optional>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/storage/delivery_rows.h"

namespace sinergi::notifications {

// Rows of what webhooks were sent. Everything that is written says what shall be, so that it does
// no harm twice.
class DeliveryStore {
 public:
  // Takes or keeps the lease until then; whether it is the holder's.
  static Result<bool> TakeLease(Transaction& tx, const std::string& holder, Instant now,
                                Instant until);
  // Keeps it if it is still the holder's.
  static Result<bool> KeepLease(Transaction& tx, const std::string& holder, Instant until);
  static void GiveLeaseBack(Transaction& tx, const std::string& holder);

  static Result<std::optional<LineRow>> FindLine(Database& database, Deadline deadline,
                                                 const LineKey& key);
  static Result<std::optional<LineRow>> FindLine(Transaction& tx, const LineKey& key);
  static void WriteLine(Transaction& tx, const LineRow& row);
  static void DeleteLines(Transaction& tx, SubscriptionId subscription);
  static void DeleteWaiting(Transaction& tx, SubscriptionId subscription);

  // Leaves one that is there as it is.
  static void Insert(Transaction& tx, const DeliveryRow& row);
  static void Update(Transaction& tx, const DeliveryRow& row);
  static void Delete(Transaction& tx, const DeliveryRow& row);
  // A dead letter of the subscription's own line that a replay has delivered.
  static void MarkReplayed(Transaction& tx, const DeliveryRow& delivered);
  // The line, and what waits of it.
  static void DeleteLine(Transaction& tx, const LineKey& key);
  static void AddAttempt(Transaction& tx, const AttemptRow& row);

  // At most `limit` that wait, whose time has come and which nothing of their subject is before.
  static Result<std::vector<DueDelivery>> Due(Database& database, Deadline deadline,
                                              const LineKey& key, Instant now, std::int64_t limit);
  // The first of all that wait if its time has come.
  static Result<std::vector<DueDelivery>> FirstIfDue(Database& database, Deadline deadline,
                                                     const LineKey& key, Instant now);

  // All that wait.
  struct Waiting {
    std::string subject;
    std::int64_t position;
    std::int64_t epoch;
    Instant next_try;
  };
  static Result<std::vector<Waiting>> WaitingOf(Database& database, Deadline deadline,
                                                const LineKey& key);
};

}  // namespace sinergi::notifications
