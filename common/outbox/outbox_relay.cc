#include "common/outbox/outbox_relay.h"

#include "common/events/reasons.h"
#include "common/logging/log.h"
#include "common/outbox/event_row.h"
#include "common/outbox/outbox.h"
#include "common/outbox/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kPatience{30};

// A subject whose event was refused for good waits behind it; the others go on.
constexpr Statement kWaiting{R"sql(
  SELECT position, event_id, topic, source, type, subject, revision, occurred_at, region, offices,
         dataschema, traceparent, payload
  FROM outbox
  WHERE part = $1 AND published_at IS NULL
    AND subject NOT IN (SELECT subject FROM outbox WHERE refused IS NOT NULL)
  ORDER BY position LIMIT $2)sql"};

constexpr Statement kTakeLease{R"sql(
  INSERT INTO outbox_leases (part, holder, held_until) VALUES ($1, $2, $3)
  ON CONFLICT (part) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
  WHERE outbox_leases.holder = excluded.holder OR outbox_leases.held_until <= $4
  RETURNING part)sql"};

constexpr Statement kFindLease{R"sql(
  SELECT holder FROM outbox_leases WHERE part = $1 AND holder = $2)sql"};

constexpr Statement kReleaseLeases{R"sql(DELETE FROM outbox_leases WHERE holder = $1)sql"};

constexpr Statement kMarkPublished{.sql = R"sql(
  UPDATE outbox SET published_at = $1 WHERE position IN
    (SELECT value::bigint FROM json_array_elements_text($2::json)))sql",
                                   .sqlite = R"sql(
  UPDATE outbox SET published_at = $1 WHERE position IN (SELECT value FROM json_each($2)))sql"};

constexpr Statement kMarkRefused{R"sql(UPDATE outbox SET refused = $2 WHERE position = $1)sql"};

std::string JsonArray(const std::vector<std::int64_t>& numbers) {
  std::string text = "[";
  for (const std::int64_t number : numbers) {
    if (text.size() > 1) text += ',';
    text += std::to_string(number);
  }
  return text + "]";
}

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
  while (!stop.stop_requested()) {
    const auto relayed = RelayOnce();
    if (!relayed) {
      failures_.Add();
      Log(LogLevel::kWarning, "relay failed and will try again",
          {{"service", options_.service}, {"cause", relayed.error().cause()}});
      WakeUp nobody_rings;  // a commit does not shorten the backoff
      nobody_rings.WaitFor(stop, backoff);
      backoff = std::min(backoff * 2, options_.longest_backoff);
      continue;
    }
    backoff = options_.first_backoff;
    if (*relayed == 0) wake_up_.WaitFor(stop, options_.poll);
  }
  (void)ReleaseLeases().operator bool();
}

Result<std::int64_t> OutboxRelay::RelayOnce() {
  if (auto renewed = RenewWhenDue(); !renewed) return renewed.error();
  std::int64_t total = 0;
  Status failure;
  for (const std::int64_t part : std::set(held_)) {
    if (auto renewed = RenewWhenDue(); !renewed) return renewed.error();
    if (!held_.contains(part)) continue;
    const auto relayed = RelayPart(part, failure);
    if (!relayed && relayed.error().Is(reasons::kRelayLeaseLost)) {
      held_.erase(part);
      continue;
    }
    if (!relayed) return relayed.error();
    total += *relayed;
  }
  if (!failure) return failure.error();
  return total;
}

Status OutboxRelay::RenewWhenDue() {
  return clock_.Now() >= renew_at_ ? RenewLeases() : Status::Ok();
}

Status OutboxRelay::RenewLeases() {
  const Instant now = clock_.Now();
  std::set<std::int64_t> held;
  Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
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
  renew_at_ = now + options_.lease / 3;
  return Status::Ok();
}

Status OutboxRelay::ReleaseLeases() {
  held_.clear();
  renew_at_ = Instant();
  return database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) {
    tx.Execute(kReleaseLeases, {options_.holder});
    return Status::Ok();
  });
}

Result<std::int64_t> OutboxRelay::RelayPart(std::int64_t part, Status& failure) {
  const auto rows = database_.Query(Deadline::In(kPatience), kWaiting, {part, options_.batch});
  if (!rows) return rows.error();
  if (rows->empty()) return std::int64_t{0};
  std::vector<Event> events;
  for (const Row& row : *rows) events.push_back(EventFromRow(row, 1));
  const std::vector<Status> outcomes = publisher_.Publish(events);
  std::vector<std::int64_t> published;
  std::vector<std::pair<std::int64_t, std::string>> refused;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::int64_t position = (*rows)[i].Integer(0);
    if (outcomes[i]) {
      published.push_back(position);
    } else if (outcomes[i].error().code() == ErrorCode::kInvalidArgument) {
      refused.emplace_back(position, outcomes[i].error().Text(Language::kEnglish));
    } else if (!outcomes[i].error().Is(reasons::kEventHeldBack)) {
      failure = outcomes[i];
    }
  }
  if (auto marked = Mark(part, published, refused); !marked) return marked.error();
  published_.Add(static_cast<double>(published.size()));
  return static_cast<std::int64_t>(published.size() + refused.size());
}

Status OutboxRelay::Mark(std::int64_t part, const std::vector<std::int64_t>& published,
                         const std::vector<std::pair<std::int64_t, std::string>>& refused) {
  if (published.empty() && refused.empty()) return Status::Ok();
  for (const auto& [position, why] : refused) {
    Log(LogLevel::kError, "event refused for good; its subject waits",
        {{"service", options_.service}, {"position", position}, {"why", why}});
  }
  return database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    const std::int64_t now = ToMicroseconds(clock_.Now());
    auto lease = tx.QueryForUpdate(kFindLease, {part, options_.holder});
    if (!lease) return lease.error();
    if (lease->empty()) {
      return Error::Of(reasons::kRelayLeaseLost, {{"part", std::to_string(part)}});
    }
    tx.Execute(kMarkPublished, {now, JsonArray(published)});
    for (const auto& [position, why] : refused) tx.Execute(kMarkRefused, {position, why});
    return Status::Ok();
  });
}

}  // namespace sinergi
