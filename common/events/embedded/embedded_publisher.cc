#include "common/events/embedded/embedded_publisher.h"

#include "common/events/event_limits.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kRetryDelay{100};

// What failed inside is no fault of an event's: all of them may be tried again.
Error TryAgain(const Error& error) {
  return Error::Of(reasons::kUnavailable)
      .Because(std::string(error.reason().name) + ": " + error.cause())
      .RetryAfter(error.retry_after().value_or(kRetryDelay));
}

}  // namespace

std::vector<Status> EmbeddedPublisher::Publish(std::span<const Event> events) {
  std::vector<Status> outcomes = RefuseTooLarge(events, max_event_bytes_);
  std::vector<const Event*> good;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (outcomes[i]) good.push_back(&events[i]);
  }
  if (good.empty()) return outcomes;
  const Status appended = records_.Append(good);
  if (appended) {
    bells_.RingAll();
    return outcomes;
  }
  for (Status& outcome : outcomes) {
    if (outcome) outcome = TryAgain(appended.error());
  }
  return outcomes;
}

}  // namespace sinergi
