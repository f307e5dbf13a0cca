#pragma once

#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/time/clock.h"
#include "services/notifications/application/delivery_changes.h"
#include "services/notifications/storage/delivery_store.h"
#include "services/notifications/storage/replay_store.h"

namespace sinergi::notifications {

// What was delivered and what waits, kept by the one process that holds the lease. Every change
// checks the lease in its own transaction, so nobody claims an attempt after somebody else took
// over. One thread at a time.
class DeliveryLedger {
 public:
  // A dead holder's deliveries are taken over after this.
  static constexpr std::chrono::seconds kLease{10};

  // `holder` is this process's unique name.
  DeliveryLedger(Database& database, const Clock& clock, std::string holder);

  // Whether this process holds the lease now: took it, or kept it. Once it was lost it says so
  // before it is taken again, so that nobody goes on with what was known before.
  Result<bool> Hold();
  void GiveBack();

  // False when the lease is another's; nothing is changed then.
  Result<bool> Commit(const DeliveryChanges& changes);

  Result<std::optional<LineRow>> FindLine(const LineKey& key) const;
  Result<std::vector<DeliveryStore::Waiting>> WaitingOf(const LineKey& key) const;
  // All replays that go on.
  Result<std::vector<ReplayRow>> OpenReplays() const;
  // Those whose time has come; in strict order the first of all, if its time has.
  Result<std::vector<DueDelivery>> Due(const LineKey& key, std::int64_t limit, bool strict) const;

 private:
  Database& database_;
  const Clock& clock_;
  const std::string holder_;
  bool held_ = false;
};

}  // namespace sinergi::notifications
