#include "services/cli/demo_watcher.h"

#include <algorithm>

#include "services/cli/event_text.h"

namespace sinergi::cli {

using notifications::v1::StreamEventsResponse;

Watcher::Watcher(const Connection& connection, std::string subscription_id, Heard heard)
    : connection_(connection),
      subscription_id_(std::move(subscription_id)),
      heard_(std::move(heard)) {}

Watcher::~Watcher() { Cut(); }

void Watcher::Listen(const std::string& resume_token) {
  {
    const std::lock_guard lock(mutex_);
    first_.reset();
    token_ = resume_token;
  }
  stream_ = std::make_unique<EventStream>(
      connection_,
      StreamPlace{subscription_id_, resume_token, notifications::v1::STREAM_START_NOW});
  thread_ = std::jthread([this, stream = stream_.get()] {
    End(stream->Run([this](const StreamEventsResponse& message) { return Take(message); },
                    [](const grpc::Status&) {}));
  });
}

std::string Watcher::Cut() {
  if (stream_) stream_->Stop();
  if (thread_.joinable()) thread_.join();
  const std::lock_guard lock(mutex_);
  return token_;
}

bool Watcher::Take(const StreamEventsResponse& message) {
  const bool is_event = message.has_notification();
  if (is_event) heard_(message.notification());
  const std::lock_guard lock(mutex_);
  if (is_event) {
    all_.push_back(message.notification());
    token_ = message.notification().resume_token();
  } else {
    if (!first_) first_ = message.heartbeat();
    if (token_.empty()) token_ = message.heartbeat().resume_token();
  }
  bell_.notify_all();
  return true;
}

void Watcher::End(const Ending& ending) {
  const std::lock_guard lock(mutex_);
  failed_ = ending;
  bell_.notify_all();
}

std::optional<notifications::v1::Heartbeat> Watcher::WaitForLine(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  bell_.wait_for(lock, time, [this] { return first_.has_value() || failed_.has_value(); });
  return first_;
}

std::optional<Watcher::Notification> Watcher::WaitFor(const std::string& type,
                                                      const std::string& referral_id,
                                                      std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  auto found = all_.end();
  bell_.wait_for(lock, time, [&] {
    found = std::find_if(all_.begin(), all_.end(), [&](const Notification& notification) {
      const auto& event = notification.event();
      return event.type() == type &&
             ReadEvent(event, Language::kEnglish).referral_id == referral_id;
    });
    return found != all_.end() || failed_.has_value();
  });
  return found == all_.end() ? std::nullopt : std::optional<Notification>(*found);
}

bool Watcher::WaitForNumber(std::int64_t number, std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  const auto there = [&] { return !all_.empty() && all_.back().number() >= number; };
  bell_.wait_for(lock, time, [&] { return there() || failed_.has_value(); });
  return there();
}

std::vector<Watcher::Notification> Watcher::all() const {
  const std::lock_guard lock(mutex_);
  return all_;
}

Ending Watcher::failed() const {
  const std::lock_guard lock(mutex_);
  return failed_;
}

}  // namespace sinergi::cli
