#pragma once

#include <optional>

#include "common/database/database.h"
#include "services/notifications/domain/resume_point.h"

namespace sinergi::notifications {

// Rows of places that were counted before, so that nobody counts a subscription's whole past again.
class CheckpointStore {
 public:
  // The last one at or before the position.
  static Result<std::optional<Place>> Nearest(Database& database, Deadline deadline,
                                              const Subscription& subscription,
                                              std::int64_t position);
  static Result<std::optional<Place>> Nearest(Transaction& tx, const Subscription& subscription,
                                              std::int64_t position);

  // The last one of at most that number.
  static Result<std::optional<Place>> NearestNumber(Database& database, Deadline deadline,
                                                    const Subscription& subscription,
                                                    std::int64_t number);

  static void Write(Transaction& tx, const Subscription& subscription, const Place& place);

  // Deletes those of earlier positions.
  static void PruneBefore(Transaction& tx, std::int64_t position);
};

}  // namespace sinergi::notifications
