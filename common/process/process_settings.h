#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

#include "common/settings/settings.h"
#include "common/tls/tls_files.h"

namespace sinergi {

// Whether it is an address and not a file's path.
bool IsUrl(std::string_view text);

// What every server process reads from outside, whatever it serves, with its defaults.
struct ProcessSettings {
  std::string data = "./var";
  std::string ready;  // empty: the file `ready` in the data folder
  std::string listen = "127.0.0.1:7070";
  std::string metrics_listen = "127.0.0.1:7071";
  TlsFiles tls;
  std::string token_issuer;
  std::string token_audience = "sinergi";
  std::string token_keys;  // empty: development tokens
  std::string token_keys_ca;
  std::chrono::milliseconds token_keys_refresh{300'000};
  std::string master_key;     // a file, or the https:// of a key service; empty: in the data folder
  std::string master_key_ca;  // PEM; empty: the system's authorities
  std::string master_key_token;  // file with what the key service knows us by; empty: nothing
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
  std::map<std::string, std::string> given;  // everything that was given, of the service's too

  // The table reads into this object, which outlives it.
  void AddTo(SettingsTable& table);

  // OK, or everything that does not fit together: development tokens, or no TLS, beyond loopback.
  Status Check() const;

  // Whether an identity provider issues the tokens, and not this process's own key.
  bool HasProvider() const { return !token_keys.empty(); }

  std::string ReadyFile() const { return ready.empty() ? data + "/ready" : ready; }

 private:
  void CheckProvider(std::vector<FieldViolation>& violations) const;
};

}  // namespace sinergi
