#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "common/time/instant.h"

namespace sinergi::notifications {

// Keeps an endpoint that fails from being asked: after several failures in a row it is left alone
// for a while that doubles, and then one request at a time asks how it is.
struct EndpointBreaker {
  static constexpr std::int64_t kFailures = 5;
  static constexpr std::chrono::seconds kFirstPause{5};
  static constexpr std::chrono::minutes kLongestPause{10};

  std::int64_t failures = 0;   // in a row
  Instant closed_until = {};   // nothing is sent before
  Instant failing_since = {};  // of the first of them

  bool MayTry(Instant now) const { return now >= closed_until; }

  // Only one request at a time.
  bool IsProbing() const { return failures >= kFailures; }

  // `asked` is how long the server wants to be left alone.
  void Fail(Instant now, std::optional<std::chrono::milliseconds> asked);
  void Succeed() { *this = EndpointBreaker(); }

  bool operator==(const EndpointBreaker&) const = default;
};

}  // namespace sinergi::notifications
