#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "common/settings/settings.h"

namespace sinergi::notifications {

// What an operator may choose.
struct Settings {
  std::chrono::milliseconds heartbeat = std::chrono::seconds(10);
  std::int64_t tail_entries = 50'000;
  std::int64_t tail_bytes = std::int64_t{64} << 20;
  std::chrono::milliseconds journal_retention = std::chrono::hours(24 * 90);

  // Webhooks. The pauses are those of the example in Standard Webhooks: ten tries in 75 hours.
  std::string webhook_pauses = "5s,5m,30m,2h,5h,10h,14h,20h,24h";
  std::chrono::milliseconds webhook_timeout = std::chrono::seconds(15);
  std::int64_t webhook_at_once = 8;
  std::int64_t webhook_per_minute = 6000;
  std::chrono::milliseconds webhook_suspend_after = std::chrono::hours(24 * 5);
  std::string webhook_networks;
  std::string webhook_ca_file;
  std::string webhook_client_certificate;
  std::string webhook_client_key;
  std::chrono::milliseconds delivery_retention = std::chrono::hours(24 * 90);

  // How contacts are told that deliveries were given up.
  std::string mail_server;
  std::string mail_from = "sinergi@localhost";
  std::string mail_ca_file;

  // The table reads into this object, which outlives it.
  void AddTo(SettingsTable& table);

  // OK, or INVALID_ARGUMENT with everything that cannot work.
  Status Check() const;

  // The pauses between tries, in order. INVALID_ARGUMENT of the setting.
  Result<std::vector<std::chrono::milliseconds>> WebhookPauses() const;
};

}  // namespace sinergi::notifications
