#include "common/outbox/outbox_relay.h"

#include <algorithm>
#include <utility>

#include "common/events/reasons.h"
#include "common/logging/log.h"
#include "common/outbox/busy_rate.h"
#include "common/outbox/event_row.h"
#include "common/outbox/outbox.h"
#include "common/outbox/waiting_events.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::chrono::seconds kTimeToSettle{10};  // what is not settled then goes out again
constexpr std::chrono::seconds kTimeToRelease{3};
constexpr int kMostAhead = 16;  // batches of one turn

Terms Soon() { return {Deadline::In(kPatience), DatabaseRole::kRelay}; }

constexpr Statement kTakeLease{R"sql(
  INSERT INTO outbox_leases (part, holder, held_until) VALUES ($1, $2, $3)
  ON CONFLICT (part) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
  WHERE outbox_leases.holder = excluded.holder OR outbox_leases.held_until <= $4
  RETURNING part)sql"};

// In the order in which relays take leases: so they do not lock each other out.
constexpr Statement kFindLeases{R"sql(
  SELECT part FROM outbox_leases WHERE holder = $1 ORDER BY part)sql"};

constexpr Statement kReleaseLeases{R"sql(DELETE FROM outbox_leases WHERE holder = $1)sql"};

// What is settled and then lost in a crash is published again, as it would be without settling: so
// its commit need not wait for the disk.
constexpr Statement kMayBeLost{
    .sql = R"sql(SELECT set_config('synchronous_commit', 'off', true))sql",
    .sqlite = R"sql(SELECT 1)sql"};

// $2 and $3 are the first and the last: most between them are to go.
constexpr Statement kForgetWaiting{.sql = R"sql(
  DELETE FROM outbox_waiting WHERE position >= $2 AND position <= $3
    AND (position IN (SELECT unnest(translate($1, '[]', '{}')::bigint[]))) IS TRUE)sql",
                                   .sqlite = R"sql(
  DELETE FROM outbox_waiting WHERE position >= $2 AND position <= $3
    AND position IN (SELECT value FROM json_each($1)))sql"};

constexpr Statement kRefuse{R"sql(
  INSERT INTO outbox_refused (subject, position, reason) VALUES ($1, $2, $3)
  ON CONFLICT (subject) DO NOTHING)sql"};

}  // namespace

OutboxRelay::OutboxRelay(Database& database, EventPublisher& publisher, const Clock& clock,
                         Metrics& metrics, Options options)
    : database_(database),
      publisher_(publisher),
      clock_(clock),
      options_(std::move(options)),
      published_(metrics.CounterOf("sinergi_relay_published_total", "Events published",
                                   {{"service", options_.service}})),
      failures_(metrics.CounterOf("sinergi_relay_failures_total", "Publishing turns that failed",
                                  {{"service", options_.service}})) {}

void OutboxRelay::Run(std::stop_token stop) {
  auto backoff = options_.first_backoff;
  WakeUp nobody_rings;  // a commit shortens neither the backoff nor the pause
  BusyRate rate;
  while (!stop.stop_requested()) {
    const auto began = Deadline::Clock::now();
    const auto relayed = Turn();
    if (!relayed) {
      failures_.Add();
      Log(LogLevel::kWarning, "relay failed and will try again",
          {{"service", options_.service}, {"cause", relayed.error().cause()}});
      nobody_rings.WaitFor(stop, backoff);
      backoff = std::min(backoff * 2, options_.longest_backoff);
      continue;
    }
    backoff = options_.first_backoff;
    if (*relayed == 0) {
      wake_up_.WaitFor(stop, options_.poll);
    } else {
      const auto pause = rate.Note(began, *relayed) ? options_.busy_pause : options_.pause;
      nobody_rings.WaitFor(stop, Deadline::At(began + pause).Left());
    }
  }
  (void)EndOfSettling().operator bool();
  (void)ReleaseLeases().operator bool();
}

Result<std::int64_t> OutboxRelay::RelayOnce() {
  count_ = 0;
  const auto turn = Turn();
  const Status done = EndOfSettling();
  if (!turn) return turn.error();
  if (!done) return done.error();
  return count_;
}

Result<std::int64_t> OutboxRelay::Turn() {
  if (auto renewed = RenewWhenDue(); !renewed) return renewed.error();
  auto published = PublishWhatWaits();
  if (published && *published > 0) return published;
  const Status settled = EndOfSettling();
  if (published && !settled) return settled.error();
  return published;
}

// While a long backlog is published, the next batch is read, from the beginning of the list: what
// committed late may stand before what is being published, and before a later event of its own
// subject.
Result<std::int64_t> OutboxRelay::PublishWhatWaits() {
  auto batch = FindWaitingEvents(database_, Soon(), Parts(), OnTheirWay({}), options_.batch);
  std::int64_t count = 0;
  for (int ahead = 0; batch && !batch->empty() && ahead < kMostAhead; ++ahead) {
    if (auto renewed = RenewWhenDue(); !renewed) return renewed.error();
    count += std::ssize(*batch);
    Pending<Result<Rows>> next;
    if (std::ssize(*batch) == options_.batch) {
      next = reader_.Do([this, parts = Parts(), open = OnTheirWay(*batch)] {
        return FindWaitingEvents(database_, Soon(), parts, open, options_.batch);
      });
    }
    Published now = Publish(*batch);
    const Status done = EndOfSettling();
    batch = next.valid() ? next.get() : Rows();
    const Status failure = now.failure;
    const bool is_refused = !now.refused.empty();
    open_ = std::move(now);
    BeginToSettle();
    if (!done) return done.error();
    // Nothing goes out behind what failed or was refused.
    if (!failure || is_refused) {
      if (auto noted = EndOfSettling(); !noted) return noted.error();
      if (!failure) return failure.error();
      return count;
    }
  }
  if (!batch) return batch.error();
  return count;
}

OutboxRelay::Positions OutboxRelay::OnTheirWay(const Rows& batch) const {
  Positions all = PositionsOf(batch);
  for (const auto& [part, positions] : open_.positions) {
    all.insert(all.end(), positions.begin(), positions.end());
  }
  return all;
}

OutboxRelay::Published OutboxRelay::Publish(Rows& rows) {
  std::vector<Event> events;
  events.reserve(rows.size());
  for (Row& row : rows) events.push_back(EventFromRow(row, 2));
  const std::vector<Status> outcomes = publisher_.Publish(events);
  Published published;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::int64_t position = rows[i].Integer(0);
    const std::int64_t part = rows[i].Integer(1);
    if (outcomes[i]) {
      published.positions[part].push_back(position);
    } else if (outcomes[i].error().code() == ErrorCode::kInvalidArgument) {
      published.refused.push_back(
          {part, position, events[i].subject, outcomes[i].error().Text(Language::kEnglish)});
    } else if (!outcomes[i].error().Is(reasons::kEventHeldBack)) {
      published.failure = outcomes[i];
    }
  }
  return published;
}

std::int64_t OutboxRelay::Parts() const {
  std::int64_t parts = 0;
  for (const std::int64_t part : held_) parts |= std::int64_t{1} << part;
  return parts;
}

// What is being settled says which parts are held: before they are renewed, that is heard.
Status OutboxRelay::RenewWhenDue() {
  if (clock_.Now() < renew_at_) return Status::Ok();
  if (auto done = EndOfSettling(); !done) return done;
  return RenewLeases();
}

Status OutboxRelay::RenewLeases() {
  const Instant now = clock_.Now();
  std::set<std::int64_t> held;
  Status done = database_.Transact(Soon(), [&](Transaction& tx) -> Status {
    held.clear();
    for (std::int64_t part = 0; part < kOutboxParts; ++part) {
      auto rows = tx.Query(kTakeLease, {part, options_.holder, ToMicroseconds(now + options_.lease),
                                        ToMicroseconds(now)});
      if (!rows) return rows.error();
      if (!rows->empty()) held.insert(part);
    }
    return Status::Ok();
  });
  if (!done) return done;
  held_ = std::move(held);
  holds_all_ = held_.size() == kOutboxParts;
  renew_at_ = now + options_.lease / 3;
  return Status::Ok();
}

Status OutboxRelay::ReleaseLeases() {
  LoseParts({});
  renew_at_ = Instant();
  const Terms terms(Deadline::In(kTimeToRelease), DatabaseRole::kRelay);
  return database_.Transact(terms, [&](Transaction& tx) {
    tx.Execute(kReleaseLeases, {options_.holder});
    return Status::Ok();
  });
}

void OutboxRelay::BeginToSettle() {
  if (open_.positions.empty() && open_.refused.empty()) return;
  settling_ = settler_.Do([this] { return Settle(open_); });
}

Status OutboxRelay::EndOfSettling() {
  if (!settling_.valid()) return Status::Ok();
  const auto held = settling_.get();
  const Published settled = std::exchange(open_, {});
  if (!held) return held.error();
  LoseParts(*held);
  for (const auto& [part, positions] : settled.positions) {
    if (!held->contains(part)) continue;
    published_.Add(static_cast<double>(positions.size()));
    count_ += std::ssize(positions);
  }
  for (const Refusal& refusal : settled.refused) {
    if (!held->contains(refusal.part)) continue;
    ++count_;
    Log(LogLevel::kError, "event refused for good; its subject waits",
        {{"service", options_.service}, {"position", refusal.position}, {"why", refusal.reason}});
  }
  return Status::Ok();
}

// What is of a part that another relay has taken over stays as it is: that one publishes it again.
Result<std::set<std::int64_t>> OutboxRelay::Settle(const Published& published) {
  const Terms terms(Deadline::In(kTimeToSettle), DatabaseRole::kRelay);
  std::set<std::int64_t> held;
  Status done = database_.Transact(terms, [&](Transaction& tx) -> Status {
    held.clear();
    const auto leases = tx.QueryForUpdate(kFindLeases, {options_.holder});
    if (!leases) return leases.error();
    for (const Row& row : *leases) held.insert(row.Integer(0));
    tx.Execute(kMayBeLost, {});
    Positions gone;
    for (const auto& [part, positions] : published.positions) {
      if (held.contains(part)) gone.insert(gone.end(), positions.begin(), positions.end());
    }
    if (!gone.empty()) {
      const auto [first, last] = std::minmax_element(gone.begin(), gone.end());
      tx.Execute(kForgetWaiting, {JsonArray(gone), *first, *last});
    }
    for (const Refusal& refusal : published.refused) {
      if (!held.contains(refusal.part)) continue;
      tx.Execute(kRefuse, {refusal.subject, refusal.position, refusal.reason});
    }
    return Status::Ok();
  });
  if (!done) return done.error();
  return held;
}

// Goes on with those parts only that are still held.
void OutboxRelay::LoseParts(const std::set<std::int64_t>& held) {
  std::erase_if(held_, [&](std::int64_t part) { return !held.contains(part); });
  holds_all_ = held_.size() == kOutboxParts;
}

}  // namespace sinergi
