#include "common/announcements/listeners.h"

#include <utility>

namespace sinergi {

class Listeners::Listener {
 public:
  explicit Listener(std::function<void()> to_call) : wake(std::move(to_call)) {}

  const std::function<void()> wake;
  bool waiting = false;  // guarded by mutex_: stands in queue_
};

Listeners::Listeners() {
  thread_ = std::jthread([this](std::stop_token stop) { Deliver(std::move(stop)); });
}

Listeners::~Listeners() { Stop(); }

void Listeners::Stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  thread_.join();
}

void Listeners::Announce(std::string_view channel) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = listeners_.find(channel);
    if (found == listeners_.end()) return;
    for (const ListenerPtr& listener : found->second) {
      if (!std::exchange(listener->waiting, true)) queue_.push_back(listener);
    }
  }
  queued_.notify_one();
}

Listeners::ListenerPtr Listeners::Add(const std::string& channel, std::function<void()> wake) {
  auto listener = std::make_shared<Listener>(std::move(wake));
  const std::lock_guard lock(mutex_);
  listeners_[channel].push_back(listener);
  return listener;
}

void Listeners::Remove(const std::string& channel, const ListenerPtr& listener) {
  std::unique_lock lock(mutex_);
  const auto found = listeners_.find(channel);
  std::erase(found->second, listener);
  if (found->second.empty()) listeners_.erase(found);
  std::erase(queue_, listener);
  if (std::this_thread::get_id() == deliverer_) return;
  returned_.wait(lock, [&] { return running_ != listener.get(); });
}

void Listeners::Deliver(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  deliverer_ = std::this_thread::get_id();
  while (queued_.wait(lock, stop, [this] { return !queue_.empty(); })) {
    if (stop.stop_requested()) return;
    ListenerPtr next = std::move(queue_.front());
    queue_.pop_front();
    next->waiting = false;  // what is announced from here on is another call
    Call(std::move(next), lock);
  }
}

void Listeners::Call(ListenerPtr called, std::unique_lock<std::mutex>& lock) {
  running_ = called.get();
  lock.unlock();
  called->wake();
  called.reset();  // may be the last owner: what `wake` holds ends without the lock
  lock.lock();
  running_ = nullptr;
  returned_.notify_all();
}

}  // namespace sinergi
