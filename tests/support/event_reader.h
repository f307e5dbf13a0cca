#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "common/events/event_consumer.h"
#include "common/result/reasons.h"
#include "common/time/clock.h"

// What tests of events need: made-up events, and a consumer that runs beside the test.
namespace sinergi::testing {

inline constexpr char kTopic[] = "sinergi.referrals.v1";
inline constexpr char kOtherTopic[] = "sinergi.meetings.v1";
inline constexpr std::chrono::seconds kPatience{30};

// A consumer on a thread of its own that keeps what it gets. `judge` says what the handler answers.
class Reader {
 public:
  using Events = std::vector<Event>;

  explicit Reader(std::unique_ptr<EventConsumer> consumer, EventHandler judge = nullptr)
      : consumer_(std::move(consumer)), judge_(std::move(judge)) {
    thread_ = std::jthread([this](std::stop_token stop) {
      consumer_->Run(std::move(stop),
                     [this](std::span<const Event> events) { return Take(events); });
    });
  }

  // Everything so far, once there are at least `count`; what there is when they do not come.
  Events WaitFor(std::size_t count) {
    std::unique_lock lock(mutex_);
    more_.wait_for(lock, kPatience, [&] { return taken_.size() >= count; });
    return taken_;
  }

  void RequestStop() { thread_.request_stop(); }

  // Stops it, waits for its end and gives all it got.
  Events Stop() {
    thread_.request_stop();
    if (thread_.joinable()) thread_.join();
    return taken_;
  }

 private:
  Status Take(std::span<const Event> events) {
    {
      const std::lock_guard lock(mutex_);
      taken_.insert(taken_.end(), events.begin(), events.end());
    }
    more_.notify_all();
    return judge_ ? judge_(events) : Status::Ok();
  }

  std::unique_ptr<EventConsumer> consumer_;
  EventHandler judge_;
  std::mutex mutex_;
  std::condition_variable more_;
  Events taken_;  // guarded by mutex_ while the thread runs
  std::jthread thread_;
};

inline Event MakeEvent(const std::string& subject, std::int64_t revision,
                       const std::string& topic = kTopic) {
  Event event;
  event.id = Uuid::Make(SystemClock().Now());
  event.topic = topic;
  event.source = "/sinergi/referrals/1";
  event.type = "id.go.bnn.sinergi.referrals.v1.ReferralSent";
  event.subject = subject;
  event.revision = revision;
  event.time = FromMicroseconds(1'767'000'000'000'001);
  return event;
}

// Larger than any implementation takes.
inline Event MakeTooLarge(const std::string& subject, std::int64_t revision) {
  Event event = MakeEvent(subject, revision);
  event.payload.assign(std::size_t{2} << 20, 'x');
  return event;
}

// "referrals/1#3": subject and revision of each.
inline std::vector<std::string> Labels(std::span<const Event> events) {
  std::vector<std::string> labels;
  for (const Event& event : events) {
    labels.push_back(event.subject + "#" + std::to_string(event.revision));
  }
  return labels;
}

inline Status Refuse() { return Error::Of(reasons::kUnavailable).Because("the test refuses"); }

}  // namespace sinergi::testing
