#include "services/notifications/storage/acknowledgement_store.h"

namespace sinergi::notifications {
namespace {

constexpr Statement kFind{R"sql(
  SELECT position, number FROM acknowledgements WHERE subscription_id = $1 AND epoch = $2)sql"};

constexpr Statement kAdvance{R"sql(
  INSERT INTO acknowledgements (subscription_id, epoch, position, number, changed_at)
  VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (subscription_id) DO UPDATE
  SET epoch = excluded.epoch, position = excluded.position, number = excluded.number,
      changed_at = excluded.changed_at
  WHERE acknowledgements.epoch < excluded.epoch
     OR (acknowledgements.epoch = excluded.epoch
         AND acknowledgements.position < excluded.position))sql"};

}  // namespace

Result<std::optional<Place>> AcknowledgementStore::Find(Database& database, Deadline deadline,
                                                        const Subscription& subscription) {
  const auto rows =
      database.Query(deadline, kFind, {subscription.id.ToString(), subscription.epoch});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Place>();
  return std::optional(Place{rows->front().Integer(0), rows->front().Integer(1)});
}

void AcknowledgementStore::Advance(Transaction& tx, const Subscription& subscription,
                                   const Place& place, Instant now) {
  tx.Execute(kAdvance, {subscription.id.ToString(), subscription.epoch, place.position,
                        place.number, ToMicroseconds(now)});
}

}  // namespace sinergi::notifications
