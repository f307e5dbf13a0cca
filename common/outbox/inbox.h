#pragma once

#include <chrono>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/events/event.h"
#include "common/lifecycle/wake_up.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"

namespace sinergi {

std::vector<Migration> InboxMigrations();

// What events do here. Runs inside the inbox's transaction, possibly more than once, with events
// that are due, in order per subject.
using EventEffect = std::function<Status(Transaction&, std::span<const Event>)>;

// Makes each event take effect exactly once, in revision order per subject, though it may arrive
// often and late: its row and its effect commit together.
//
// The first revision seen of a subject starts its count; a lower or equal one is a repeat and is
// dropped. A jump is parked until what is missing arrives. An effect that fails for the event's own
// sake is parked with its reason and tried again on a schedule, then given up as a dead letter; its
// subject's later events wait parked, other subjects go on.
class Inbox {
 public:
  struct Options {
    std::string service;  // for metrics and the log
    std::vector<std::chrono::milliseconds> retries{
        std::chrono::seconds(1), std::chrono::seconds(10), std::chrono::minutes(1),
        std::chrono::minutes(10)};
    std::chrono::milliseconds poll{1000};  // how often parked events are looked at

    // Where events that were given up are told besides, until it says OK: EventConsumer::SetAside.
    std::function<Status(const Event&, const std::string& reason, std::int64_t attempts)> set_aside;
  };

  // `committed` is called after each commit that had an effect, outside the transaction.
  Inbox(Database& database, const Clock& clock, Metrics& metrics, Options options,
        EventEffect effect, std::function<void()> committed);

  // Takes a batch; OK means that all of it is durable here, in effect or parked. An error means
  // that the database could not be used: the same batch may come again. One thread at a time.
  Status Receive(std::span<const Event> events);

  // Tries parked events whose time has come until `stop` is requested. For a worker.
  void RunRetries(std::stop_token stop);

  // One look at what is due: how many events took effect or were given up. Also tells what was
  // given up; that this fails is logged and no error.
  Result<int> RetryDue();

 private:
  Status TakeBatch(std::span<const Event> events);
  Status TakeOne(const Event& event);
  Status Park(const Event& event, const Error& why);
  Status TellDeadLetters();
  Result<int> RetryOne(const Event& event, std::int64_t attempts);
  Result<int> NoteFailure(const Event& event, std::int64_t attempts, const std::string& why);
  void SetRevision(Transaction& transaction, const Event& event);
  std::chrono::milliseconds DelayAfter(std::int64_t attempts) const;

  Database& database_;
  const Clock& clock_;
  const Options options_;
  const EventEffect effect_;
  const std::function<void()> committed_;
  Counter& applied_;
  Counter& repeats_;
  Counter& parked_;
  Counter& dead_;
  WakeUp wake_up_;
};

}  // namespace sinergi
