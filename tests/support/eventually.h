#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <string>
#include <thread>

namespace sinergi::testing {

// Waits until `condition` holds, looking every few milliseconds; fails with `sentence` when it does
// not within `time`. For what nobody can be waited for directly.
inline ::testing::AssertionResult Eventually(
    const std::function<bool()>& condition, const std::string& sentence,
    std::chrono::milliseconds time = std::chrono::seconds(20)) {
  const auto end = std::chrono::steady_clock::now() + time;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) {
      return ::testing::AssertionFailure() << "not within " << time.count() << " ms: " << sentence;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return ::testing::AssertionSuccess();
}

}  // namespace sinergi::testing
