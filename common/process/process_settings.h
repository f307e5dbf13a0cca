#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "common/settings/settings.h"

namespace sinergi {

// What every server process reads from outside, whatever it serves, with its defaults.
struct ProcessSettings {
  std::string data = "./var";
  std::string ready;  // empty: the file `ready` in the data folder
  std::string listen = "127.0.0.1:7070";
  std::string metrics_listen = "127.0.0.1:7071";
  std::string regions = "build/reference/regions.bin";
  std::string reference = "deploy/reference";
  std::string log_level = "info";
  std::string log_format = "text";
  std::int64_t threads = 16;
  std::int64_t queue = 1024;
  std::int64_t max_streams = 10'000;
  std::chrono::milliseconds longest_call{30'000};
  std::chrono::milliseconds drain{10'000};
  bool restored = false;

  // The table reads into this object, which outlives it.
  void AddTo(SettingsTable& table);

  // OK, or everything that does not fit together: development tokens beyond loopback.
  Status Check() const;

  std::string ReadyFile() const { return ready.empty() ? data + "/ready" : ready; }
};

}  // namespace sinergi
