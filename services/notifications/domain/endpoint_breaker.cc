#include "services/notifications/domain/endpoint_breaker.h"

#include <algorithm>

#include "services/notifications/domain/retry_schedule.h"

namespace sinergi::notifications {

void EndpointBreaker::Fail(Instant now, std::optional<std::chrono::milliseconds> asked) {
  using std::chrono::milliseconds;
  if (failures++ == 0) failing_since = now;
  milliseconds pause(0);
  if (failures >= kFailures) {
    constexpr std::int64_t kDoublings = 10;
    const auto doublings = std::min(failures - kFailures, kDoublings);
    pause = std::min<milliseconds>(kFirstPause * (std::int64_t{1} << doublings), kLongestPause);
  }
  pause = std::max(pause, std::min(asked.value_or(milliseconds(0)), RetrySchedule::kLongestAsked));
  closed_until = std::max(closed_until, now + pause);
}

}  // namespace sinergi::notifications
