#include "common/outbox/inbox.h"

#include "common/logging/log.h"
#include "common/outbox/inbox_sorter.h"
#include "common/outbox/inbox_store.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::int64_t kDueAtOnce = 100;

// Whether a failure says nothing about the event itself: then the whole batch comes again.
bool IsPassing(const Error& error) { return IsRetryable(error.code()); }

// Whether the event still waits, with its subject locked: rows are locked in the order in which the
// consumer locks them.
Result<bool> StillParked(Transaction& tx, const Event& event) {
  auto place = InboxStore::Find(tx, event);
  if (!place) return place.error();
  auto parked = InboxStore::FindParked(tx, event, event.revision);
  if (!parked) return parked.error();
  return parked->has_value();
}

std::string ReasonText(const Error& error) {
  std::string text(error.reason().name);
  text += ": " + error.Text(Language::kEnglish);
  return error.cause().empty() ? text : text + " (" + error.cause() + ")";
}

MetricLabels LabelsOf(const Inbox::Options& options) { return {{"service", options.service}}; }

}  // namespace

Inbox::Inbox(Database& database, const Clock& clock, Metrics& metrics, Options options,
             EventEffect effect, std::function<void()> committed)
    : database_(database),
      clock_(clock),
      options_(std::move(options)),
      effect_(std::move(effect)),
      committed_(std::move(committed)),
      applied_(metrics.CounterOf("sinergi_inbox_applied_total", "Events that took effect",
                                 LabelsOf(options_))),
      repeats_(metrics.CounterOf("sinergi_inbox_repeats_total", "Events that had arrived before",
                                 LabelsOf(options_))),
      parked_(metrics.CounterOf("sinergi_inbox_parked_total", "Events that had to wait",
                                LabelsOf(options_))),
      dead_(metrics.CounterOf("sinergi_inbox_dead_letters_total", "Events that were given up",
                              LabelsOf(options_))) {}

Status Inbox::Receive(std::span<const Event> events) {
  Status batch = TakeBatch(events);
  if (batch || IsPassing(batch.error())) return batch;
  for (const Event& event : events) {
    if (auto taken = TakeOne(event); !taken) return taken;
  }
  return Status::Ok();
}

Status Inbox::TakeBatch(std::span<const Event> events) {
  int repeats = 0;
  std::size_t applied = 0;
  std::vector<Event> jumps;
  Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    InboxSorter sorter(tx);
    if (auto sorted = sorter.Sort(events); !sorted) return sorted;
    if (!sorter.due().empty()) {
      if (auto effected = effect_(tx, sorter.due()); !effected) return effected;
    }
    sorter.SetRevisions(clock_.Now());
    repeats = sorter.repeats();
    applied = sorter.due().size();
    jumps = sorter.jumps();
    return Status::Ok();
  });
  if (!done) return done;
  repeats_.Add(repeats);
  applied_.Add(static_cast<double>(applied));
  parked_.Add(static_cast<double>(jumps.size()));
  for (const Event& event : jumps) {
    Log(LogLevel::kWarning, "event parked: one before it is missing",
        {{"service", options_.service}, {"subject", event.subject}, {"revision", event.revision}});
  }
  if (applied > 0) {
    committed_();
    wake_up_.Ring();
  }
  return Status::Ok();
}

Status Inbox::TakeOne(const Event& event) {
  Status taken = TakeBatch(std::span(&event, 1));
  if (taken || IsPassing(taken.error())) return taken;
  return Park(event, taken.error());
}

Status Inbox::Park(const Event& event, const Error& why) {
  Log(LogLevel::kError, "event failed and waits for its next try",
      {{"service", options_.service},
       {"subject", event.subject},
       {"revision", event.revision},
       {"why", ReasonText(why)}});
  parked_.Add();
  return database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    const auto place = InboxStore::Find(tx, event);
    if (!place) return place.error();
    const bool repeated = place->revision && event.revision <= *place->revision;
    if (repeated) return Status::Ok();  // it took effect in another process meanwhile
    InboxStore::Park(tx, event, 1, clock_.Now() + DelayAfter(1), ReasonText(why));
    return Status::Ok();
  });
}

// What is parked right behind the event has its turn now.
void Inbox::SetRevision(Transaction& transaction, const Event& event) {
  InboxStore::SetRevision(transaction, event);
  InboxStore::MakeDue(transaction, event, event.revision + 1, clock_.Now());
}

void Inbox::RunRetries(std::stop_token stop) {
  while (!stop.stop_requested()) {
    const auto retried = RetryDue();
    if (!retried) {
      Log(LogLevel::kWarning, "parked events could not be looked at",
          {{"service", options_.service}, {"cause", retried.error().cause()}});
    }
    if (!retried || *retried == 0) wake_up_.WaitFor(stop, options_.poll);
  }
}

Result<int> Inbox::RetryDue() {
  const auto due = InboxStore::Due(database_, Deadline::In(kPatience), clock_.Now(), kDueAtOnce);
  if (!due) return due.error();
  int settled = 0;
  for (const ParkedEvent& parked : *due) {
    const auto one = RetryOne(parked.event, parked.attempts);
    if (!one) return one.error();
    settled += *one;
  }
  if (const auto told = TellDeadLetters(); !told) {
    Log(LogLevel::kWarning, "events given up could not be set aside and will be tried again",
        {{"service", options_.service}, {"cause", told.error().cause()}});
  }
  return settled;
}

Status Inbox::TellDeadLetters() {
  if (!options_.set_aside) return Status::Ok();
  const auto untold = InboxStore::Untold(database_, Deadline::In(kPatience), kDueAtOnce);
  if (!untold) return untold.error();
  for (const auto& [event, attempts, reason] : *untold) {
    if (auto done = options_.set_aside(event, reason, attempts); !done) return done;
    const Event& told = event;
    Status noted = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) {
      InboxStore::SetTold(tx, told);
      return Status::Ok();
    });
    if (!noted) return noted;
  }
  return Status::Ok();
}

Result<int> Inbox::RetryOne(const Event& event, std::int64_t attempts) {
  bool mine = false;
  const Status tried = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    auto still_parked = StillParked(tx, event);
    if (!still_parked) return still_parked.error();
    mine = *still_parked;
    if (!mine) return Status::Ok();  // somebody else was faster
    if (auto effected = effect_(tx, std::span(&event, 1)); !effected) return effected;
    InboxStore::Unpark(tx, event);
    SetRevision(tx, event);
    return Status::Ok();
  });
  if (tried && !mine) return 0;
  if (tried) {
    applied_.Add();
    committed_();
    return 1;
  }
  if (IsPassing(tried.error())) return tried.error();
  return NoteFailure(event, attempts + 1, ReasonText(tried.error()));
}

// Postpones the event, or gives it up when it has had all its tries.
Result<int> Inbox::NoteFailure(const Event& event, std::int64_t attempts, const std::string& why) {
  const bool give_up = static_cast<std::size_t>(attempts) > options_.retries.size();
  bool mine = false;
  const Status noted = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    auto still_parked = StillParked(tx, event);
    if (!still_parked) return still_parked.error();
    mine = *still_parked;
    if (!mine) return Status::Ok();  // it took effect elsewhere meanwhile
    if (!give_up) {
      InboxStore::Postpone(tx, event, attempts, clock_.Now() + DelayAfter(attempts), why);
      return Status::Ok();
    }
    InboxStore::GiveUp(tx, event, attempts, why, clock_.Now());
    InboxStore::Unpark(tx, event);
    SetRevision(tx, event);
    return Status::Ok();
  });
  if (!noted) return noted.error();
  if (!give_up || !mine) return 0;
  dead_.Add();
  Log(LogLevel::kError, "event given up as a dead letter",
      {{"service", options_.service},
       {"subject", event.subject},
       {"revision", event.revision},
       {"why", why}});
  return 1;
}

std::chrono::milliseconds Inbox::DelayAfter(std::int64_t attempts) const {
  if (options_.retries.empty()) return std::chrono::milliseconds(0);
  const auto last = static_cast<std::int64_t>(options_.retries.size()) - 1;
  return options_.retries[static_cast<std::size_t>(std::min(attempts - 1, last))];
}

}  // namespace sinergi
