#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>

#include "common/announcements/announcer.h"
#include "common/database/database.h"
#include "common/lifecycle/wake_up.h"
#include "services/notifications/application/stream_watchers.h"
#include "services/notifications/application/wake_list.h"
#include "services/notifications/storage/journal_store.h"

namespace sinergi::notifications {

// The journal's latest entries, read once for all streams of the process: a stream that keeps up
// costs the database nothing. Any thread.
class JournalTail {
 public:
  struct Options {
    std::size_t entries = 50'000;  // kept at most
    std::size_t bytes = std::size_t{64} << 20;
    std::chrono::milliseconds poll{1000};  // when no announcement came
  };

  // What JournalEntry::form becomes.
  using Form = std::function<std::string(const JournalEntry&)>;

  JournalTail(Database& database, Announcer& announcer, Options options, Form form);

  // Begins so far before the journal's end as it may keep. Once, before all others.
  Status Begin(Deadline deadline);

  // Follows the journal until `stop` is requested. Never ends on an error.
  void Run(std::stop_token stop);

  // Reads what is new and wakes who watches. For Run and for tests; one thread at a time.
  Status Poll();

  // Up to `limit` entries after the position, in order; none when there is nothing newer. Nothing
  // at all when the next one is older than what it keeps.
  std::optional<JournalEntries> After(std::int64_t position, std::size_t limit) const;

  // How far it has read.
  std::int64_t position() const;

  // Calls `wake` after each move, as long as the answer is kept.
  WakeList::Wake Watch(std::function<void()> wake) { return watchers_.Add(std::move(wake)); }

  // Calls `wake` after a move over something that the subscription matches, as long as the answer
  // is kept.
  WakeList::Wake WatchFor(const Subscription& subscription, std::function<void()> wake) {
    return streams_.Add(subscription, std::move(wake));
  }

 private:
  using Kept = std::shared_ptr<const JournalEntry>;

  void Add(JournalEntries& entries);
  Kept Formed(JournalEntry entry) const;
  void WithholdEarlier(const std::string& subject);  // mutex_ is held

  Database& database_;
  Announcer& announcer_;
  const Options options_;
  const Form form_;
  WakeUp wake_up_;
  WakeList watchers_;
  StreamWatchers streams_;
  mutable std::mutex mutex_;
  std::deque<Kept> kept_;    // without gaps; guarded by mutex_
  std::int64_t before_ = 0;  // position before kept_; guarded by mutex_
  std::size_t bytes_ = 0;    // of kept_; guarded by mutex_
};

}  // namespace sinergi::notifications
