#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/time/instant.h"

namespace sinergi::notifications {

// When a delivery that failed is tried again, and how often at most. Constant after construction.
class RetrySchedule {
 public:
  using Pause = std::chrono::milliseconds;

  // A server that asks for more patience gets at most this much.
  static constexpr Pause kLongestAsked = std::chrono::hours(24);

  // The pauses after the first, second, … failure.
  explicit RetrySchedule(std::vector<Pause> pauses) : pauses_(std::move(pauses)) {}

  // How often one event is tried in all.
  std::int64_t budget() const { return static_cast<std::int64_t>(pauses_.size()) + 1; }

  // When it is tried again that has failed so often; nothing when the budget is spent. The pause
  // varies by up to a fifth either way, by `seed` and the number of failures, so that what failed
  // together is not tried together; it is never shorter than what the server `asked` for.
  std::optional<Instant> NextTry(std::int64_t failures, Instant now, std::string_view seed,
                                 std::optional<Pause> asked) const;

 private:
  std::vector<Pause> pauses_;
};

}  // namespace sinergi::notifications
