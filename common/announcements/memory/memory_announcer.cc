#include "common/announcements/memory/memory_announcer.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace sinergi {

class MemoryAnnouncer::Impl {
 public:
  struct Listener {
    explicit Listener(std::function<void()> to_call) : wake(std::move(to_call)) {}

    const std::function<void()> wake;
    bool waiting = false;  // guarded by mutex_: stands in queue_
  };
  using ListenerPtr = std::shared_ptr<Listener>;

  void Start() {
    thread_ = std::jthread([this](std::stop_token stop) { Deliver(std::move(stop)); });
  }

  void Stop() {
    thread_.request_stop();
    thread_.join();
  }

  void Announce(std::string_view channel) {
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

  ListenerPtr Add(const std::string& channel, std::function<void()> wake) {
    auto listener = std::make_shared<Listener>(std::move(wake));
    const std::lock_guard lock(mutex_);
    listeners_[channel].push_back(listener);
    return listener;
  }

  // Afterwards `wake` does not run and never will, unless this is called from within it.
  void Remove(const std::string& channel, const ListenerPtr& listener) {
    std::unique_lock lock(mutex_);
    const auto found = listeners_.find(channel);
    std::erase(found->second, listener);
    if (found->second.empty()) listeners_.erase(found);
    std::erase(queue_, listener);
    if (std::this_thread::get_id() == deliverer_) return;
    returned_.wait(lock, [&] { return running_ != listener.get(); });
  }

 private:
  void Deliver(std::stop_token stop) {
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

  void Call(ListenerPtr called, std::unique_lock<std::mutex>& lock) {
    running_ = called.get();
    lock.unlock();
    called->wake();
    called.reset();  // may be the last owner: what `wake` holds ends without the lock
    lock.lock();
    running_ = nullptr;
    returned_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable_any queued_;
  std::condition_variable returned_;
  std::map<std::string, std::vector<ListenerPtr>, std::less<>> listeners_;  // guarded by mutex_
  std::deque<ListenerPtr> queue_;                                           // guarded by mutex_
  const Listener* running_ = nullptr;                                       // guarded by mutex_
  std::thread::id deliverer_;                                               // guarded by mutex_
  std::jthread thread_;
};

namespace {

template <class Channels>
class MemoryListening final : public Listening {
 public:
  MemoryListening(std::shared_ptr<Channels> channels, std::string channel,
                  std::function<void()> wake)
      : channels_(std::move(channels)),
        channel_(std::move(channel)),
        listener_(channels_->Add(channel_, std::move(wake))) {}

  ~MemoryListening() override { channels_->Remove(channel_, listener_); }

 private:
  std::shared_ptr<Channels> channels_;  // outlives the announcer, if it must
  std::string channel_;
  typename Channels::ListenerPtr listener_;
};

}  // namespace

MemoryAnnouncer::MemoryAnnouncer() : impl_(std::make_shared<Impl>()) { impl_->Start(); }
MemoryAnnouncer::~MemoryAnnouncer() { impl_->Stop(); }

void MemoryAnnouncer::Announce(std::string_view channel) { impl_->Announce(channel); }

std::unique_ptr<Listening> MemoryAnnouncer::Listen(std::string_view channel,
                                                   std::function<void()> wake) {
  return std::make_unique<MemoryListening<Impl>>(impl_, std::string(channel), std::move(wake));
}

}  // namespace sinergi
