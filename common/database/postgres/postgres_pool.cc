#include "common/database/postgres/postgres_pool.h"

#include "common/result/reasons.h"

namespace sinergi {

Result<PostgresPool::Borrowed> PostgresPool::Borrow(Deadline deadline) {
  while (true) {
    auto place = TakePlace(deadline);
    if (!place) return place.error();
    if (*place != nullptr && (*place)->connection().LooksAlive()) {
      return Borrowed(*this, *std::move(place));
    }
    if (*place != nullptr) {
      place->reset();
      FreePlaces(1);
      continue;
    }
    auto made = PostgresSession::Open(options_, canceller_, deadline);
    if (made) return Borrowed(*this, *std::move(made));
    FreePlaces(1);
    return made.error();
  }
}

Result<std::unique_ptr<PostgresSession>> PostgresPool::TakePlace(Deadline deadline) {
  std::unique_lock lock(mutex_);
  const auto most = static_cast<std::size_t>(options_.connections);
  const bool found =
      place_freed_.wait_until(lock, deadline.at(), [&] { return !idle_.empty() || taken_ < most; });
  if (!found) {
    return Error::Of(reasons::kDeadlineExceeded).Because("no database connection became free");
  }
  std::unique_ptr<PostgresSession> session;
  if (idle_.empty()) {
    ++taken_;
  } else {
    session = std::move(idle_.back());
    idle_.pop_back();
  }
  return session;
}

void PostgresPool::GiveBack(std::unique_ptr<PostgresSession> session) {
  if (!session->IsReusable()) {
    session.reset();
    return FreePlaces(1);
  }
  {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(session));
  }
  place_freed_.notify_one();
}

void PostgresPool::CloseIdle() {
  Sessions closing;
  {
    const std::lock_guard lock(mutex_);
    closing.swap(idle_);
  }
  const std::size_t count = closing.size();
  closing.clear();
  FreePlaces(count);
}

void PostgresPool::FreePlaces(std::size_t count) {
  {
    const std::lock_guard lock(mutex_);
    taken_ -= count;
  }
  place_freed_.notify_all();
}

}  // namespace sinergi
