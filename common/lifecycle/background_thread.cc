#include "common/lifecycle/background_thread.h"

#include <pthread.h>

namespace sinergi {

BackgroundThread::BackgroundThread(std::string name)
    : name_(std::move(name)), thread_([this] { Run(); }) {}

BackgroundThread::~BackgroundThread() {
  {
    const std::lock_guard lock(mutex_);
    ends_ = true;
  }
  changed_.notify_all();
}

void BackgroundThread::Add(std::function<void()> task) {
  {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !next_; });
    next_ = std::move(task);
  }
  changed_.notify_all();
}

void BackgroundThread::Run() {
  pthread_setname_np(pthread_self(), name_.c_str());
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return ends_ || next_; });
    if (!next_) return;
    const std::function<void()> task = std::exchange(next_, nullptr);
    lock.unlock();
    changed_.notify_all();
    task();
    lock.lock();
  }
}

}  // namespace sinergi
