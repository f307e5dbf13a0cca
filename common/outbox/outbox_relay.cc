#include "common/outbox/outbox_relay.h"

#include "common/events/reasons.h"
#include "common/logging/log.h"
#include "common/outbox/event_row.h"
#include "common/outbox/outbox.h"

namespace sinergi {
namespace {

constexpr std::chrono::seconds kPatience{30};

// $1 has a bit for each part that may be published. A subject whose event was refused for good
// waits behind it; the others go on.
constexpr Statement kWaiting{R"sql(
  SELECT position, part, event_id, topic, source, type, subject, revision, occurred_at, region,
         offices, dataschema, traceparent, payload
  FROM outbox
  WHERE published_at IS NULL AND (($1 >> CAST(part AS INTEGER)) & 1) <> 0
    AND NOT EXISTS (SELECT 1 FROM outbox r WHERE r.refused IS NOT NULL AND r.subject = outbox.subject)
  ORDER BY position LIMIT $2)sql"};

constexpr Statement kTakeLease{R"sql(
  INSERT INTO outbox_leases (part, holder, held_until) VALUES ($1, $2, $3)
  ON CONFLICT (part) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
  WHERE outbox_leases.holder = excluded.holder OR outbox_leases.held_until <= $4
  RETURNING part)sql"};

// In the order in which relays take leases: so they do not lock each other out.
constexpr Statement kFindLeases{R"sql(
  SELECT part FROM outbox_leases WHERE holder = $1 ORDER BY part)sql"};

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
  const auto rows = FindWaiting();
  if (!rows) return rows.error();
  if (rows->empty()) return std::int64_t{0};
  std::vector<Event> events;
  for (const Row& row : *rows) events.push_back(EventFromRow(row, 2));
  const std::vector<Status> outcomes = publisher_.Publish(events);
  std::map<std::int64_t, std::vector<std::int64_t>> published;
  Refusals refused;
  Status failure;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const std::int64_t position = (*rows)[i].Integer(0);
    if (outcomes[i]) {
      published[(*rows)[i].Integer(1)].push_back(position);
    } else if (outcomes[i].error().code() == ErrorCode::kInvalidArgument) {
      refused.emplace_back(position, outcomes[i].error().Text(Language::kEnglish));
    } else if (!outcomes[i].error().Is(reasons::kEventHeldBack)) {
      failure = outcomes[i];
    }
  }
  const auto marked = Mark(published, refused);
  if (marked && !failure) return failure.error();
  return marked;
}

Result<Rows> OutboxRelay::FindWaiting() const {
  std::int64_t parts = 0;
  for (const std::int64_t part : held_) parts |= std::int64_t{1} << part;
  if (parts == 0) return Rows();
  return database_.Query(Deadline::In(kPatience), kWaiting, {parts, options_.batch});
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
  holds_all_ = held_.size() == kOutboxParts;
  renew_at_ = now + options_.lease / 3;
  return Status::Ok();
}

Status OutboxRelay::ReleaseLeases() {
  LoseParts({});
  renew_at_ = Instant();
  return database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) {
    tx.Execute(kReleaseLeases, {options_.holder});
    return Status::Ok();
  });
}

// What is of a part that another relay has taken over stays unmarked: that one publishes it again.
Result<std::int64_t> OutboxRelay::Mark(
    const std::map<std::int64_t, std::vector<std::int64_t>>& published, const Refusals& refused) {
  if (published.empty() && refused.empty()) return std::int64_t{0};
  for (const auto& [position, why] : refused) {
    Log(LogLevel::kError, "event refused for good; its subject waits",
        {{"service", options_.service}, {"position", position}, {"why", why}});
  }
  std::set<std::int64_t> held;
  std::size_t marked = 0;
  const Status done = database_.Transact(Deadline::In(kPatience), [&](Transaction& tx) -> Status {
    held.clear();
    const auto leases = tx.QueryForUpdate(kFindLeases, {options_.holder});
    if (!leases) return leases.error();
    for (const Row& row : *leases) held.insert(row.Integer(0));
    std::vector<std::int64_t> positions;
    for (const auto& [part, of_part] : published) {
      if (held.contains(part)) positions.insert(positions.end(), of_part.begin(), of_part.end());
    }
    marked = positions.size();
    tx.Execute(kMarkPublished, {ToMicroseconds(clock_.Now()), JsonArray(positions)});
    for (const auto& [position, why] : refused) tx.Execute(kMarkRefused, {position, why});
    return Status::Ok();
  });
  if (!done) return done.error();
  LoseParts(held);
  published_.Add(static_cast<double>(marked));
  return static_cast<std::int64_t>(marked + refused.size());
}

// Goes on with those parts only that are still held.
void OutboxRelay::LoseParts(const std::set<std::int64_t>& held) {
  std::erase_if(held_, [&](std::int64_t part) { return !held.contains(part); });
  holds_all_ = held_.size() == kOutboxParts;
}

}  // namespace sinergi
