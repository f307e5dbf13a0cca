#include "common/database/postgres/postgres_canceller.h"

#include <array>

namespace sinergi {
namespace {

constexpr std::size_t kMostWaiting = 256;

}  // namespace

PostgresCanceller::PostgresCanceller()
    : thread_([this](const std::stop_token& stop) { Run(stop); }) {}

void PostgresCanceller::Cancel(CancelHandle statement) {
  {
    const std::lock_guard lock(mutex_);
    if (statement == nullptr || waiting_.size() >= kMostWaiting) return;
    waiting_.push_back(std::move(statement));
  }
  arrived_.notify_one();
}

void PostgresCanceller::Run(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (arrived_.wait(lock, stop, [this] { return !waiting_.empty(); })) {
    const CancelHandle next = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    std::array<char, 256> why{};
    PQcancel(next.get(), why.data(), static_cast<int>(why.size()));
    lock.lock();
  }
}

}  // namespace sinergi
