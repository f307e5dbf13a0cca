#include "tests/bench/durations.h"

#include <algorithm>
#include <cmath>

#include "tests/bench/arguments.h"

namespace sinergi::bench {

void Durations::Add(const Durations& others) {
  all_.insert(all_.end(), others.all_.begin(), others.all_.end());
}

void Durations::Print(const std::string& prefix) {
  if (all_.empty()) Fail(prefix + ": nothing was measured");
  std::sort(all_.begin(), all_.end());
  const auto at = [&](double share) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(all_.size())));
    const auto duration = all_[std::clamp<std::size_t>(rank, 1, all_.size()) - 1];
    return std::chrono::duration<double, std::milli>(duration).count();
  };
  bench::Print(prefix + "p50_ms", at(0.5));
  bench::Print(prefix + "p90_ms", at(0.9));
  bench::Print(prefix + "p99_ms", at(0.99));
  bench::Print(prefix + "max_ms", at(1));
}

}  // namespace sinergi::bench
