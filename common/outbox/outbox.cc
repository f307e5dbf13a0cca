#include "common/outbox/outbox.h"

#include "common/outbox/event_row.h"

namespace sinergi {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO outbox (part, event_id, topic, source, type, subject, revision, occurred_at, region,
                      offices, dataschema, traceparent, payload)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13))sql"};

constexpr Statement kInsertWaiting{R"sql(
  INSERT INTO outbox_waiting (position, part, subject)
  SELECT position, part, subject FROM outbox WHERE subject = $1 AND revision = $2)sql"};

constexpr Statement kInsertEpoch{R"sql(
  INSERT INTO database_identity (id, epoch) VALUES (1, $1) ON CONFLICT (id) DO NOTHING)sql"};

constexpr Statement kForgetEpoch{R"sql(DELETE FROM database_identity WHERE id = 1)sql"};

constexpr Statement kFindEpoch{R"sql(SELECT epoch FROM database_identity WHERE id = 1)sql"};

// FNV-1a: spreads subjects the same way on every machine and in every release.
std::int64_t PartOf(std::string_view subject) {
  std::uint32_t hash = 2166136261U;
  for (const char c : subject) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return static_cast<std::int64_t>(hash % static_cast<std::uint32_t>(kOutboxParts));
}

}  // namespace

Result<std::string> LoadEpoch(Database& database, Deadline deadline) {
  std::string epoch;
  const Status done = database.Transact(deadline, [&](Transaction& tx) -> Status {
    tx.Execute(kInsertEpoch, {Uuid::Make(Instant()).ToString().substr(24)});
    auto rows = tx.Query(kFindEpoch, {});
    if (!rows) return rows.error();
    epoch = rows->front().Text(0);
    return Status::Ok();
  });
  if (!done) return done.error();
  return epoch;
}

Result<std::string> RenewEpoch(Database& database, Deadline deadline) {
  const Status done = database.Transact(deadline, [&](Transaction& tx) {
    tx.Execute(kForgetEpoch, {});
    return Status::Ok();
  });
  if (!done) return done.error();
  return LoadEpoch(database, deadline);
}

Outbox::Outbox(std::string_view service, std::string_view epoch)
    : source_("/sinergi/" + std::string(service) + "/" + std::string(epoch)) {}

void Outbox::Append(Transaction& transaction, Event event) const {
  event.source = source_;
  Values values{PartOf(event.subject)};
  for (Value& value : EventValues(event)) values.push_back(std::move(value));
  transaction.Execute(kInsert, std::move(values));
  transaction.Execute(kInsertWaiting, {event.subject, event.revision});
}

}  // namespace sinergi
