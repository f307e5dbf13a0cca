#pragma once

#include "common/process/process_settings.h"
#include "services/notifications/settings.h"
#include "services/referrals/settings.h"

namespace sinergi::standalone {

// What the embedded way to run reads from outside, with its defaults.
struct StandaloneSettings {
  ProcessSettings process;
  referrals::ReferralsSettings referrals;
  notifications::Settings notifications;

  // The table reads into this object, which outlives it.
  void AddTo(SettingsTable& table) {
    process.AddTo(table);
    referrals.AddTo(table);
    notifications.AddTo(table);
  }
};

}  // namespace sinergi::standalone
