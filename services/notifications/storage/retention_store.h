#pragma once

#include <array>
#include <string_view>

#include "common/database/database.h"
#include "common/time/instant.h"

namespace sinergi::notifications {

// What is kept for a time and then deleted, oldest first.
enum class Kept { kAttempts, kDeliveries, kReplays, kSubscriptions };

// The one table of it: what a log line calls it, and since when its age counts.
struct KeptRow {
  Kept what;
  std::string_view name;
  std::string_view since;
};
inline constexpr std::array kRetention{
    KeptRow{Kept::kAttempts, "delivery attempts", "the attempt"},
    KeptRow{Kept::kDeliveries, "dead letters", "given up, or replayed"},
    KeptRow{Kept::kReplays, "replays", "their end"},
    KeptRow{Kept::kSubscriptions, "deleted subscriptions", "their end"},
};

// Deletes what is older, in small steps.
class RetentionStore {
 public:
  // At most `limit` rows that are older than `before`: how many.
  static Result<std::int64_t> Prune(Transaction& tx, Kept what, Instant before, std::int64_t limit);
};

}  // namespace sinergi::notifications
