#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/notifications/application/journal.h"
#include "services/notifications/application/journal_tail.h"
#include "services/notifications/application/resume_tokens.h"
#include "services/notifications/application/subscription_directory.h"

namespace sinergi::notifications {

// An event as one subscription receives it.
struct Delivery {
  std::int64_t number;
  std::shared_ptr<const JournalEntry> entry;
};

struct Deliveries {
  std::vector<Delivery> events;
  bool at_end = false;  // nothing more to be had at the moment
};

// What streams read from. References outlive them.
struct EventSources {
  Database& database;
  const Journal& journal;
  JournalTail& tail;
  const ResumeTokens& tokens;
  const SubscriptionDirectory& directory;
};

// One subscription's way through the journal, in number order without gap or repeat. It reads the
// shared tail, and the database only where it is behind. One thread at a time.
class EventStream {
 public:
  // `head` is the journal's last position when it was opened: what the tail holds of before is
  // believed once it has read that far, for it may not know of a revocation yet.
  EventStream(const EventSources& sources, Subscription subscription, Place place,
              std::int64_t head);

  // Up to `limit` of the next events. Its place advances also over what does not match.
  // Nothing while the subscription is paused. OUT_OF_RANGE RESUME_TOKEN_OUT_OF_RANGE when it has
  // fallen so far behind that events are no longer kept, or a new epoch has begun; NOT_FOUND
  // SUBSCRIPTION_NOT_FOUND when the subscription was deleted.
  Result<Deliveries> Next(std::size_t limit);

  // From now on gives events in a pause too: for who decides of pauses itself.
  void IgnorePauses() { ignores_pauses_ = true; }

  // Whether the subscription was paused when Next looked.
  bool paused() const { return subscription_.state == SubscriptionState::kPaused; }

  // Calls `wake` when something new is in the journal that it gives, as long as the answer is kept.
  // What it has not caught up with, a pause that ends and a new epoch wake nobody.
  WakeList::Wake Watch(std::function<void()> wake) {
    return sources_.tail.WatchFor(subscription_, std::move(wake));
  }

  // Where it stands: after all that it gave, and what lies behind that and does not match.
  const Place& place() const { return place_; }
  // Goes back to a place that it gave something after.
  void Rewind(const Place& place) { place_ = place; }

  std::int64_t last_number() const { return place_.number; }
  std::int64_t epoch() const { return subscription_.epoch; }
  SubscriptionId subscription_id() const { return subscription_.id; }
  std::string resume_token() const { return sources_.tokens.Make(subscription_, place_); }
  // Continues after a delivery that it gave.
  std::string TokenAfter(const Delivery& delivery) const;

 private:
  struct Page {
    JournalEntries entries;
    std::int64_t reached;  // the position that the page covers up to
  };

  Status FollowSubscription();
  Result<Page> ReadPage(std::size_t wanted) const;
  Result<Page> ReadFromDatabase(std::size_t wanted) const;
  bool Take(const Page& page, std::size_t limit, Deliveries& deliveries);

  const EventSources sources_;
  Subscription subscription_;
  const std::int64_t head_;
  Place place_;
  bool ignores_pauses_ = false;
  std::int64_t edition_ = -1;  // of the directory, when it last looked there
};

}  // namespace sinergi::notifications
