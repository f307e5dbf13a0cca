#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sinergi {

// Who listens in this process, and the one thread that calls them in turn. What every Announcer
// stands on. Safe from any thread.
class Listeners {
 public:
  class Listener;
  using ListenerPtr = std::shared_ptr<Listener>;

  Listeners();
  ~Listeners();

  // Afterwards nobody is called any more. Not from within a callback.
  void Stop();

  // Each listener of the channel is called once more, soon.
  void Announce(std::string_view channel);

  ListenerPtr Add(const std::string& channel, std::function<void()> wake);

  // Afterwards its callback does not run and never will, unless this is called from within it.
  void Remove(const std::string& channel, const ListenerPtr& listener);

 private:
  void Deliver(std::stop_token stop);
  void Call(ListenerPtr called, std::unique_lock<std::mutex>& lock);

  std::mutex mutex_;
  std::condition_variable_any queued_;
  std::condition_variable returned_;
  std::map<std::string, std::vector<ListenerPtr>, std::less<>> listeners_;  // guarded by mutex_
  std::deque<ListenerPtr> queue_;                                           // guarded by mutex_
  const Listener* running_ = nullptr;                                       // guarded by mutex_
  std::thread::id deliverer_;                                               // guarded by mutex_
  std::jthread thread_;
};

}  // namespace sinergi
