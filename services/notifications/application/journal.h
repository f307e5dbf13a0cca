#pragma once

#include <span>

#include "common/database/database.h"
#include "common/events/event.h"
#include "common/time/clock.h"
#include "services/notifications/domain/resume_point.h"
#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// The channel on which new entries are announced.
inline constexpr std::string_view kJournalChannel = "journal";

// Every event once, in the order of commits, and the numbers that subscriptions count in it. Any
// thread.
class Journal {
 public:
  // Above this many entries counted over, a place is kept for the next one who asks.
  static constexpr std::int64_t kCheckpointDistance = 1000;

  Journal(Database& database, const Clock& clock);

  // Appends the events in the transaction. One at a time gets past this point until it commits.
  Status Append(Transaction& tx, std::span<const Event> events) const;

  // The subscription's place at a position from its start up to the journal's end. Later than that
  // when the journal is no longer kept so far back.
  Result<Place> PlaceAt(const Subscription& subscription, std::int64_t position,
                        Deadline deadline) const;

  // The place right after the event of that number; before it where there are fewer, so that what
  // follows begins at its end. OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE when the next one is no
  // longer kept.
  Result<Place> PlaceOfNumber(const Subscription& subscription, std::int64_t number,
                              Deadline deadline) const;

  // The place before the oldest event of the subscription that is kept.
  Result<Place> Beginning(const Subscription& subscription, Deadline deadline) const;

  // The place after everything that has committed.
  Result<Place> End(const Subscription& subscription, Deadline deadline) const;

  // OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE with the oldest number to be had.
  Error NoLongerKept(const Subscription& subscription, Deadline deadline) const;

 private:
  Result<Place> CountUpTo(const Subscription& subscription, Place from, std::int64_t position,
                          Deadline deadline) const;
  Result<Place> CountToNumber(const Subscription& subscription, Place from, std::int64_t number,
                              std::int64_t end, Deadline deadline) const;
  void KeepCheckpoint(const Subscription& subscription, const Place& place,
                      Deadline deadline) const;

  Database& database_;
  const Clock& clock_;
};

}  // namespace sinergi::notifications
