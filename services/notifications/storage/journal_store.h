#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/events/event.h"
#include "common/time/instant.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// An event with its place in the journal. `event` keeps what `traits` points to.
struct JournalEntry {
  std::int64_t position;
  Event event;
  std::optional<RegionCode> region;  // event.region, read
  bool withheld = false;             // its subject's consent was revoked: only its id is shown
  // What streams send of it, made once for all of them; empty for what is read for one, or while
  // there is none.
  std::string form = {};

  EventTraits traits() const {
    return {event.type,    event.offices,  region,    event.source,
            event.subject, event.revision, event.time};
  }
};

using JournalEntries = std::vector<std::shared_ptr<const JournalEntry>>;

// The last position given, and up to which one entries are no longer kept.
struct JournalHead {
  std::int64_t position;
  std::int64_t pruned;
};

// Positions after `after` up to `upto`.
struct JournalSpan {
  std::int64_t after;
  std::int64_t upto;
};

// Rows of the journal.
class JournalStore {
 public:
  // Locks the head and gives the new last position and the time of receipt up to it, which is `now`
  // unless a clock was ahead.
  struct Advanced {
    std::int64_t position;
    Instant received;
  };
  static Result<Advanced> Advance(Transaction& tx, std::int64_t by, Instant now);
  static void Insert(Transaction& tx, std::int64_t position, Instant received, const Event& event);

  // From here on the subject's events are withheld that may be, and those before as well; or no
  // longer from here on.
  static void Withhold(Transaction& tx, const std::string& subject);
  static void StopWithholding(Transaction& tx, const std::string& subject);

  static Result<JournalHead> Head(Transaction& tx);
  static Result<JournalHead> LockHead(Transaction& tx);
  static Result<JournalHead> Head(Database& database, Deadline deadline);

  // At most `limit` of the entries, in order.
  static Result<JournalEntries> Read(Database& database, Deadline deadline, JournalSpan span,
                                     std::int64_t limit);
  // Of those that the subscription may want; perhaps others.
  static Result<JournalEntries> ReadFor(Database& database, Deadline deadline, JournalSpan span,
                                        const Subscription& subscription, std::int64_t limit);
  // The same, all of them and only with their traits: to be counted.
  static Result<JournalEntries> ReadTraitsFor(Database& database, Deadline deadline,
                                              JournalSpan span, const Subscription& subscription);

  // The position before the first entry that was received at that time or later; the last one where
  // there is none.
  static Result<std::int64_t> PositionBefore(Transaction& tx, Instant received);
  static Result<std::int64_t> PositionBefore(Database& database, Deadline deadline,
                                             Instant received);

  // The oldest that are kept and were received before `before`, at most `limit`, only with their
  // traits.
  static Result<JournalEntries> OldestBefore(Transaction& tx, Instant before, std::int64_t limit);
  // Deletes everything up to this position.
  static void Prune(Transaction& tx, std::int64_t upto);
};

}  // namespace sinergi::notifications
