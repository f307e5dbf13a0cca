#pragma once

#include <string>
#include <vector>

#include "common/database/database.h"

namespace sinergi {

// A place in the order in which changes committed: everything before it has, and stays as it is.
struct FeedPlace {
  std::int64_t xid = 0;
  std::int64_t position = 0;
  bool operator==(const FeedPlace&) const = default;
};

// Which subjects changed since a place, and where that was; `end` is where to go on from.
struct FeedPage {
  std::vector<std::string> subjects;  // by transaction, as often as they changed
  FeedPlace end;
};

// The service's own changes as a feed, by the transactions that made them, as long as the outbox
// keeps them. Of one subject a later change may come first: read what it is now. What commits while
// it is read comes later or, where older transactions still run, when these have ended: never too
// late, and nothing twice. Safe from any thread.
class OutboxFeed {
 public:
  explicit OutboxFeed(Database& database) : database_(database) {}

  // After all that is certain to stay now. What is seen afterwards and not before this place comes.
  Result<FeedPlace> Here(Deadline deadline) const;

  // At most `limit` changes of subjects that begin so.
  Result<FeedPage> Since(Deadline deadline, const FeedPlace& place, const std::string& prefix,
                         std::int64_t limit) const;

  // Whether all that came after the place is still kept.
  Result<bool> Keeps(Deadline deadline, const FeedPlace& place) const;

 private:
  Database& database_;
};

}  // namespace sinergi
