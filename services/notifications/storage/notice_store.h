#pragma once

#include <optional>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// What a subscriber's contact is to be told.
struct NoticeRow {
  SubscriptionId subscription;
  Instant since;  // of the first thing that is to be told
  std::int64_t attempts = 0;
  std::int64_t pending = 1;  // how many things are told at once
};

// Rows of notices.
class NoticeStore {
 public:
  // There is something to tell; a notice that waits stays as it is.
  static void Add(Transaction& tx, SubscriptionId subscription, Instant now);

  // Takes the earliest whose time has come and puts its next try to `until`, so that nobody else
  // takes it meanwhile; nothing when there is none.
  static Result<std::optional<NoticeRow>> Take(Transaction& tx, Instant now, Instant until);

  // What was taken is told; what has come meanwhile is told at `next` at the earliest.
  static void SetTold(Transaction& tx, const NoticeRow& row, Instant next);
  static void SetFailed(Transaction& tx, const NoticeRow& row, Instant next);
  static void Delete(Transaction& tx, SubscriptionId subscription);
};

}  // namespace sinergi::notifications
