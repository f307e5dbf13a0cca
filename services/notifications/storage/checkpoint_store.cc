#include "services/notifications/storage/checkpoint_store.h"

namespace sinergi::notifications {
namespace {

constexpr Statement kNearest{R"sql(
  SELECT position, number FROM checkpoints
  WHERE subscription_id = $1 AND epoch = $2 AND position <= $3
  ORDER BY position DESC LIMIT 1)sql"};

constexpr Statement kNearestNumber{R"sql(
  SELECT position, number FROM checkpoints
  WHERE subscription_id = $1 AND epoch = $2 AND number <= $3
  ORDER BY number DESC, position DESC LIMIT 1)sql"};

constexpr Statement kWrite{R"sql(
  INSERT INTO checkpoints (subscription_id, epoch, position, number) VALUES ($1, $2, $3, $4)
  ON CONFLICT (subscription_id, epoch, position) DO NOTHING)sql"};

constexpr Statement kPruneBefore{R"sql(DELETE FROM checkpoints WHERE position < $1)sql"};

Values KeyOf(const Subscription& subscription, std::int64_t position) {
  return {subscription.id.ToString(), subscription.epoch, position};
}

Result<std::optional<Place>> PlaceFrom(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Place>();
  return std::optional(Place{rows->front().Integer(0), rows->front().Integer(1)});
}

}  // namespace

Result<std::optional<Place>> CheckpointStore::Nearest(Database& database, Deadline deadline,
                                                      const Subscription& subscription,
                                                      std::int64_t position) {
  return PlaceFrom(database.Query(deadline, kNearest, KeyOf(subscription, position)));
}

Result<std::optional<Place>> CheckpointStore::Nearest(Transaction& tx,
                                                      const Subscription& subscription,
                                                      std::int64_t position) {
  return PlaceFrom(tx.Query(kNearest, KeyOf(subscription, position)));
}

Result<std::optional<Place>> CheckpointStore::NearestNumber(Database& database, Deadline deadline,
                                                            const Subscription& subscription,
                                                            std::int64_t number) {
  return PlaceFrom(database.Query(deadline, kNearestNumber, KeyOf(subscription, number)));
}

void CheckpointStore::Write(Transaction& tx, const Subscription& subscription, const Place& place) {
  Values values = KeyOf(subscription, place.position);
  values.emplace_back(place.number);
  tx.Execute(kWrite, std::move(values));
}

void CheckpointStore::PruneBefore(Transaction& tx, std::int64_t position) {
  tx.Execute(kPruneBefore, {position});
}

}  // namespace sinergi::notifications
