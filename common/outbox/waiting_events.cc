#include "common/outbox/waiting_events.h"

#include <algorithm>

namespace sinergi {
namespace {

constexpr std::int64_t kMostPasses = 2;  // rows that a walk passes for each that is wanted

constexpr Statement kWaiting{.sql = R"sql(
  SELECT position FROM outbox_waiting AS w
  WHERE (($1 >> CAST(part AS INTEGER)) & 1) <> 0
    AND position NOT IN (SELECT unnest(translate($2, '[]', '{}')::bigint[]))
    AND NOT EXISTS (SELECT 1 FROM outbox_refused AS r WHERE r.subject = w.subject)
  ORDER BY position LIMIT $3)sql",
                             .sqlite = R"sql(
  SELECT position FROM outbox_waiting AS w
  WHERE (($1 >> CAST(part AS INTEGER)) & 1) <> 0
    AND position NOT IN (SELECT value FROM json_each($2))
    AND NOT EXISTS (SELECT 1 FROM outbox_refused AS r WHERE r.subject = w.subject)
  ORDER BY position LIMIT $3)sql"};

// One walk along the rows, which is much faster than a look-up of each where most are wanted.
constexpr Statement kBetween{R"sql(
  SELECT position, part, event_id, topic, source, type, subject, revision, occurred_at, region,
         offices, dataschema, traceparent, payload
  FROM outbox WHERE position >= $1 AND position <= $2 ORDER BY position)sql"};

constexpr Statement kEach{.sql = R"sql(
  SELECT position, part, event_id, topic, source, type, subject, revision, occurred_at, region,
         offices, dataschema, traceparent, payload
  FROM outbox WHERE position IN (SELECT unnest(translate($1, '[]', '{}')::bigint[]))
  ORDER BY position)sql",
                          .sqlite = R"sql(
  SELECT position, part, event_id, topic, source, type, subject, revision, occurred_at, region,
         offices, dataschema, traceparent, payload
  FROM outbox WHERE position IN (SELECT value FROM json_each($1)) ORDER BY position)sql"};

Result<Rows> ReadEvents(Database& database, const Terms& terms,
                        const std::vector<std::int64_t>& wanted) {
  const std::int64_t span = wanted.back() - wanted.front() + 1;
  if (span > kMostPasses * std::ssize(wanted)) {
    return database.Query(terms, kEach, {JsonArray(wanted)});
  }
  auto rows = database.Query(terms, kBetween, {wanted.front(), wanted.back()});
  if (!rows || span == std::ssize(wanted)) return rows;
  std::erase_if(*rows, [&](const Row& row) {
    return !std::binary_search(wanted.begin(), wanted.end(), row.Integer(0));
  });
  return rows;
}

}  // namespace

Result<Rows> FindWaitingEvents(Database& database, const Terms& terms, std::int64_t parts,
                               const std::vector<std::int64_t>& on_its_way, std::int64_t limit) {
  if (parts == 0) return Rows();
  const auto waiting = database.Query(terms, kWaiting, {parts, JsonArray(on_its_way), limit});
  if (!waiting) return waiting.error();
  if (waiting->empty()) return Rows();
  return ReadEvents(database, terms, PositionsOf(*waiting));
}

std::vector<std::int64_t> PositionsOf(const Rows& rows) {
  std::vector<std::int64_t> positions;
  positions.reserve(rows.size());
  for (const Row& row : rows) positions.push_back(row.Integer(0));
  return positions;
}

std::string JsonArray(const std::vector<std::int64_t>& numbers) {
  std::string text = "[";
  for (const std::int64_t number : numbers) {
    if (text.size() > 1) text += ',';
    text += std::to_string(number);
  }
  return text + "]";
}

}  // namespace sinergi
