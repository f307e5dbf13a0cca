#pragma once

#include <functional>
#include <memory>

#include "services/notifications/application/wake_list.h"
#include "services/notifications/domain/subscription.h"
#include "services/notifications/storage/journal_store.h"

namespace sinergi::notifications {

// Open streams by what their subscriptions want, so that an event wakes only those that it
// concerns. Any thread; may end before those who are in it.
class StreamWatchers {
 public:
  StreamWatchers();

  // `wake` is quick and never blocks. Of several epochs of one subscription the latest decides who
  // is woken: a stream of an earlier one has nothing more to say.
  WakeList::Wake Add(const Subscription& subscription, std::function<void()> wake);

  bool empty() const;

  // Wakes each stream once whose subscription matches one of the entries.
  void WakeFor(const JournalEntries& entries);

 private:
  struct Members;
  std::shared_ptr<Members> members_;
};

}  // namespace sinergi::notifications
