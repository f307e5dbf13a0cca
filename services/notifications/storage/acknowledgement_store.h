#pragma once

#include <optional>

#include "common/database/database.h"
#include "services/notifications/domain/resume_point.h"

namespace sinergi::notifications {

// Rows of the places that subscribers acknowledged.
class AcknowledgementStore {
 public:
  // Of the subscription's present epoch; nothing where none was acknowledged in it.
  static Result<std::optional<Place>> Find(Database& database, Deadline deadline,
                                           const Subscription& subscription);

  // Unless a later one of this epoch is there.
  static void Advance(Transaction& tx, const Subscription& subscription, const Place& place,
                      Instant now);
};

}  // namespace sinergi::notifications
