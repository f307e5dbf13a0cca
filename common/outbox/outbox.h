#pragma once

#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/events/event.h"

namespace sinergi {

std::vector<Migration> OutboxMigrations();

// Subjects are spread over this many parts, each published by one relay at a time.
inline constexpr std::int64_t kOutboxParts = 8;

// Who this database is, making its epoch at the first use.
Result<std::string> LoadEpoch(Database& database, Deadline deadline);

// Gives the database a new epoch. For the first start after a restore: what was numbered, sealed or
// announced after the backup was taken must not be mistaken for what comes now.
Result<std::string> RenewEpoch(Database& database, Deadline deadline);

// Where a change leaves its events: in the change's own transaction. Nothing else publishes.
// Constant after construction; safe from any thread.
class Outbox {
 public:
  // `service` is the name in the events' source: "/sinergi/<service>/<epoch>".
  Outbox(std::string_view service, std::string_view epoch);

  // Queues the event's row; the source is filled in here. The subject's row is locked or new, and
  // `revision` is the subject's next: a second event of the same one breaks
  // outbox_subject_revision_key.
  void Append(Transaction& transaction, Event event) const;

  const std::string& source() const { return source_; }

 private:
  std::string source_;
};

}  // namespace sinergi
