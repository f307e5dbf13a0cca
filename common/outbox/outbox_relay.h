#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/events/event_publisher.h"
#include "common/lifecycle/background_thread.h"
#include "common/lifecycle/wake_up.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"

namespace sinergi {

// Carries committed events from one service's outbox to where events go: oldest first per subject,
// at least once. With several replicas each part of the subjects has one relay at a time, by lease;
// what slips through at a takeover is a repeat that its revision shows.
class OutboxRelay {
 public:
  struct Options {
    std::string service;                   // for metrics and the log
    std::string holder;                    // this process's unique name in the leases
    std::int64_t batch = 4000;             // rows that are published together
    std::chrono::milliseconds poll{1000};  // when nobody woke it
    // From one turn's beginning to the next, at least; and while more than one event comes in a
    // millisecond, because more at once costs everybody less.
    std::chrono::milliseconds pause{2};
    std::chrono::milliseconds busy_pause{50};
    std::chrono::milliseconds lease{15'000};  // a dead holder's parts are free after it
    std::chrono::milliseconds first_backoff{50};
    std::chrono::milliseconds longest_backoff{5000};
  };

  OutboxRelay(Database& database, EventPublisher& publisher, const Clock& clock, Metrics& metrics,
              Options options);

  // Relays until `stop` is requested, then gives its leases back. Never ends on an error.
  void Run(std::stop_token stop);

  // Says that something was committed. Any thread.
  void Wake() { wake_up_.Ring(); }

  // Whether it holds every part, so that no other relay need hear of a commit. Any thread.
  bool HoldsAll() const { return holds_all_; }

  // One turn over all parts it holds, some batches long at most: how many events were published.
  // For Run and for tests.
  Result<std::int64_t> RelayOnce();

 private:
  using Positions = std::vector<std::int64_t>;
  struct Refusal {
    std::int64_t part;
    std::int64_t position;
    std::string subject;
    std::string reason;
  };
  // What came of publishing: positions by part, and what failed for now.
  struct Published {
    std::map<std::int64_t, Positions> positions;
    std::vector<Refusal> refused;
    Status failure;
  };

  Status RenewWhenDue();
  Status RenewLeases();
  Status ReleaseLeases();
  std::int64_t Parts() const;     // those that it holds, a bit for each
  Published Publish(Rows& rows);  // takes the events out of them

  // Publishes what waits, some batches long at most: how many events. What it published last is
  // being settled afterwards, because the next events should not wait for that; when there was
  // nothing to publish, nothing is open.
  Result<std::int64_t> Turn();
  Result<std::int64_t> PublishWhatWaits();
  Positions OnTheirWay(const Rows& batch) const;  // its events, and those that are open

  // Takes what was published from the list and notes what was refused; gives the parts that are
  // held.
  Result<std::set<std::int64_t>> Settle(const Published& published);
  void BeginToSettle();    // in the background, what is open
  Status EndOfSettling();  // waits for it: then nothing is open, also after an error
  void LoseParts(const std::set<std::int64_t>& held);

  Database& database_;
  EventPublisher& publisher_;
  const Clock& clock_;
  const Options options_;
  Counter& published_;
  Counter& failures_;
  WakeUp wake_up_;
  // Written by one thread at a time, that of the turn.
  std::set<std::int64_t> held_;
  Published open_;  // what is being settled; not touched meanwhile
  Pending<Result<std::set<std::int64_t>>> settling_;
  std::int64_t count_ = 0;  // settled
  BackgroundThread settler_{"relay-settles"};
  BackgroundThread reader_{"relay-reads"};
  std::atomic<bool> holds_all_ = false;
  Instant renew_at_;
};

}  // namespace sinergi
