#pragma once

#include <chrono>
#include <cstdint>

#include "common/settings/settings.h"

namespace sinergi::notifications {

// What an operator may choose.
struct Settings {
  std::chrono::milliseconds heartbeat = std::chrono::seconds(10);
  std::int64_t tail_entries = 10'000;
  std::int64_t tail_bytes = std::int64_t{64} << 20;
  std::chrono::milliseconds journal_retention = std::chrono::hours(24 * 90);

  // The table reads into this object, which outlives it.
  void AddTo(SettingsTable& table);

  // OK, or INVALID_ARGUMENT with everything that cannot work.
  Status Check() const;
};

}  // namespace sinergi::notifications
