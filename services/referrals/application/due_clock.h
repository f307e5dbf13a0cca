#pragma once

#include <stop_token>

#include "common/offices/offices.h"
#include "common/telemetry/metrics.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/due_store.h"

namespace sinergi::referrals {

// What happens because nobody did anything: a reminder to the receiver, then that its time is over
// to everybody who was told of the referral, then the office above it sees the referral and is
// told. Each is a change like any other, with its event and its evidence, and happens once, also
// with several replicas and after a restart: what comes next is a row.
class DueClock {
 public:
  struct Options {
    std::chrono::milliseconds poll{1000};  // how late it may be
  };

  // All given outlive it.
  DueClock(Database& database, const ReferralChanges& changes, const Offices& offices,
           const Clock& clock, Metrics& metrics, Options options);

  // Works until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

  // Everything whose time has come, until `stop` is requested: how much this replica told. What
  // fails is tried again the next time and holds up nothing else; the first such error is returned
  // when all was tried. While the database is away it returns at once.
  Result<std::int64_t> Fire(const std::stop_token& stop = {});

 private:
  Status Take(const DueRow& row);
  std::string Above(const DueRow& row) const;

  Database& database_;
  const ReferralChanges& changes_;
  const Offices& offices_;
  const Clock& clock_;
  const Options options_;
  Counter& reminders_;
  Counter& overdue_;
  Counter& escalations_;
};

}  // namespace sinergi::referrals
