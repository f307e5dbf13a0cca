#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/events/event.h"

namespace sinergi {

// The schema of the two tables, made from migrations/.
std::vector<Migration> EventLogMigrations();

// What a consumer gets at once: events in the order of publishing, and the last position of each of
// their topics.
struct EventBatch {
  std::vector<Event> events;
  std::map<std::string, std::int64_t> reached;
};

// The rows of the embedded log. The database takes one writing transaction at a time, so positions
// become visible in their order. Safe from any thread; must not outlive the database.
class EventRecords {
 public:
  explicit EventRecords(Database& database) : database_(database) {}

  // All in this order or none.
  Status Append(std::span<const Event* const> events);

  // At most `limit` events after the consumer's places; none when it has read all.
  Result<EventBatch> Next(const std::string& consumer, std::span<const std::string> topics,
                          std::size_t limit);

  Status StorePlaces(const std::string& consumer,
                     const std::map<std::string, std::int64_t>& reached);

 private:
  Database& database_;
};

}  // namespace sinergi
