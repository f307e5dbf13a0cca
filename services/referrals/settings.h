#pragma once

#include <chrono>

#include "common/settings/settings.h"

namespace sinergi::referrals {

// What this service reads from outside, with its defaults.
struct ReferralsSettings {
  std::chrono::milliseconds relay_poll{1000};
  std::chrono::milliseconds relay_lease{15'000};
  std::chrono::milliseconds event_retention{std::chrono::hours(24 * 30)};
  std::chrono::milliseconds answer_retention{std::chrono::hours(24 * 7)};
  std::chrono::milliseconds clock_poll{1000};
  std::chrono::milliseconds page_token_lifetime{std::chrono::hours(24)};
  std::chrono::milliseconds watch_heartbeat{15'000};
  std::chrono::milliseconds longest_consent{std::chrono::hours(24 * 365)};

  // The table reads into this object, which outlives it.
  void AddTo(SettingsTable& table);

  // OK, or what would make the relay publish again and again: a lease shorter than its turns; or
  // end every consent at once.
  Status Check() const;
};

}  // namespace sinergi::referrals
