#pragma once

#include <optional>
#include <vector>

#include "common/outbox/outbox_feed.h"
#include "services/referrals/application/context.h"
#include "services/referrals/storage/list_store.h"

namespace sinergi::referrals {

// Where a watch stands: at first in the snapshot, after `before`; then where the feed goes on. The
// feed's place is taken before the snapshot's first page, so that nothing falls between the two.
struct WatchPlace {
  struct Before {
    std::int64_t created = 0;  // microseconds
    std::string id;
    bool operator==(const Before&) const = default;
  };
  FeedPlace feed;
  std::optional<Before> before;  // none once the snapshot is complete
  bool operator==(const WatchPlace&) const = default;

  std::string ToString() const;
  static std::optional<WatchPlace> Parse(std::string_view text);
};

// The referrals that one caller may see, all of them and then each that changes, as it is then. One
// thread at a time.
class ReferralWatch {
 public:
  ReferralWatch(Database& database, Context context, WatchPlace place)
      : database_(database),
        feed_(database),
        context_(std::move(context)),
        place_(std::move(place)) {}

  // From the beginning of a snapshot.
  static Result<WatchPlace> Begin(Database& database, Deadline deadline);

  // OUT_OF_RANGE WATCH_TOKEN_TOO_OLD when changes since the place are no longer kept.
  static Status CheckKept(Database& database, Deadline deadline, const WatchPlace& place);

  // The next ones; none when there is nothing at the moment. A referral comes once for all its
  // changes in one turn.
  Result<std::vector<Referral>> Next();

  const WatchPlace& place() const { return place_; }
  bool is_complete() const { return !place_.before; }  // the snapshot

 private:
  Result<std::vector<Referral>> NextOfSnapshot(const Terms& terms);
  Result<std::vector<Referral>> NextOfFeed(const Terms& terms);

  Database& database_;
  const OutboxFeed feed_;
  const Context context_;
  WatchPlace place_;
};

}  // namespace sinergi::referrals
