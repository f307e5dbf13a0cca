#pragma once

#include <vector>

#include "common/database/database.h"
#include "common/events/event.h"

namespace sinergi {

// An event of the outbox without its payload, for operators.
struct OutboxEntry {
  std::int64_t position;
  Event event;
  bool waiting;  // for its relay
};

// Entries that happened at or after `since` and come after `after`, the oldest first.
Result<std::vector<OutboxEntry>> ListOutbox(Database& database, Deadline deadline, Instant since,
                                            std::int64_t after, std::int64_t limit);

// Has all events that happened at or after `since` published again; readers know them as repeats.
// Refused ones get another chance. Gives their number, without those that were waiting anyway.
Result<std::int64_t> RepublishSince(Transaction& transaction, Instant since);

// Deletes what is past its retention, at most `limit` rows of each kind: events that do not wait
// and the answers to request_ids. Gives how many went.
Result<std::int64_t> PruneOutbox(Database& database, Deadline deadline, Instant happened_before,
                                 Instant answered_before, std::int64_t limit);

}  // namespace sinergi
