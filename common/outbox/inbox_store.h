#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/events/event.h"
#include "common/time/instant.h"

namespace sinergi {

// How far a subject has come (locked until the end of the transaction, also before its first
// event): the last revision in effect, and whether events of it are parked.
struct SubjectPlace {
  std::optional<std::int64_t> revision;
  bool parked = false;
};

struct ParkedEvent {
  Event event;
  std::int64_t attempts;
};

struct DeadEvent {
  Event event;
  std::int64_t attempts;
  std::string reason;
};

// The inbox's rows. Every function works inside the caller's transaction.
class InboxStore {
 public:
  static Result<SubjectPlace> Find(Transaction& tx, const Event& event);
  // Of each of these, which have different subjects.
  static Result<std::vector<SubjectPlace>> FindEach(Transaction& tx,
                                                    const std::vector<const Event*>& events);
  static void SetRevision(Transaction& tx, const Event& event);

  // Without `next_try` the event waits for the one before it. An event that is parked already stays
  // as it is.
  static void Park(Transaction& tx, const Event& event, std::int64_t attempts,
                   std::optional<Instant> next_try, const std::string& reason);
  static void Postpone(Transaction& tx, const Event& event, std::int64_t attempts, Instant next_try,
                       const std::string& reason);
  // Gives an event that is parked without a next try its turn.
  static void MakeDue(Transaction& tx, const Event& subject, std::int64_t revision, Instant now);
  // The event and whatever came late from before it, which is a repeat now.
  static void Unpark(Transaction& tx, const Event& event);
  static Result<std::optional<ParkedEvent>> FindParked(Transaction& tx, const Event& event,
                                                       std::int64_t revision);
  static void GiveUp(Transaction& tx, const Event& event, std::int64_t attempts,
                     const std::string& reason, Instant now);

  // Given up and not told yet, the oldest first.
  static Result<std::vector<DeadEvent>> Untold(Database& database, Deadline deadline,
                                               std::int64_t limit);
  static void SetTold(Transaction& tx, const Event& event);

  static Result<std::vector<ParkedEvent>> Due(Database& database, Deadline deadline, Instant now,
                                              std::int64_t limit);
};

}  // namespace sinergi
