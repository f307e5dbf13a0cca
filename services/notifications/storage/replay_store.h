#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/storage/delivery_rows.h"

namespace sinergi::notifications {

// What is posted again: of the events up to a place those that pass and, where ids are given, are
// among these. What was given up has rows of its own instead.
struct ReplayRow {
  SubscriptionId subscription;
  std::string id;
  std::int64_t epoch = 1;
  Place until;
  EventFilter filter;
  std::vector<std::string> event_ids;
  Instant created;
  std::optional<Instant> finished;
};

// Rows of replays.
class ReplayStore {
 public:
  static void Insert(Transaction& tx, const ReplayRow& row);
  // Deliveries of the replay's line for each dead letter of the subscription that no replay has
  // delivered, that lies after `after` and up to `until`, and whose id is among the row's where it
  // names some.
  static Status InsertDeadLetters(Transaction& tx, const ReplayRow& row, std::int64_t after,
                                  std::int64_t until, Instant now);
  static void Finish(Transaction& tx, const LineKey& key, Instant now);

  static Result<std::optional<ReplayRow>> Find(Database& database, Deadline deadline,
                                               SubscriptionId subscription, const std::string& id);
  // All that go on.
  static Result<std::vector<ReplayRow>> Open(Database& database, Deadline deadline);
};

}  // namespace sinergi::notifications
