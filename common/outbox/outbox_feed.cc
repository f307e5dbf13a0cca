#include "common/outbox/outbox_feed.h"

namespace sinergi {
namespace {

constexpr Statement kHere{R"sql(
  SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1, CAST(9223372036854775807 AS BIGINT))sql",
                          R"sql(
  SELECT 0, coalesce(max(position), 0) FROM outbox)sql"};

constexpr Statement kSince{R"sql(
  SELECT xid, position, subject FROM outbox
  WHERE xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
    AND (xid, position) > ($1, $2)
  ORDER BY xid, position LIMIT $3)sql",
                           R"sql(
  SELECT xid, position, subject FROM outbox
  WHERE (xid, position) > ($1, $2)
  ORDER BY xid, position LIMIT $3)sql"};

constexpr Statement kOldest{"SELECT xid, position FROM outbox ORDER BY xid, position LIMIT 1"};

}  // namespace

Result<FeedPlace> OutboxFeed::Here(Deadline deadline) const {
  const auto rows = database_.Query(deadline, kHere, {});
  if (!rows) return rows.error();
  return FeedPlace{rows->front().Integer(0), rows->front().Integer(1)};
}

Result<FeedPage> OutboxFeed::Since(Deadline deadline, const FeedPlace& place,
                                   const std::string& prefix, std::int64_t limit) const {
  const auto rows = database_.Query(deadline, kSince, {place.xid, place.position, limit});
  if (!rows) return rows.error();
  FeedPage page{{}, place};
  for (const Row& row : *rows) {
    page.end = {row.Integer(0), row.Integer(1)};
    if (row.Text(2).starts_with(prefix)) page.subjects.push_back(row.Text(2));
  }
  return page;
}

// The oldest that is kept may be the very first: then nothing was dropped.
Result<bool> OutboxFeed::Keeps(Deadline deadline, const FeedPlace& place) const {
  const auto rows = database_.Query(deadline, kOldest, {});
  if (!rows) return rows.error();
  if (rows->empty()) return true;
  const FeedPlace oldest{rows->front().Integer(0), rows->front().Integer(1)};
  return oldest.position == 1 ||
         std::pair(place.xid, place.position) >= std::pair(oldest.xid, oldest.position);
}

}  // namespace sinergi
