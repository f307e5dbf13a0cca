#pragma once

#include <chrono>
#include <string>

#include "common/result/result.h"

namespace sinergi {

struct HttpOptions {
  std::string ca_file;                        // PEM; empty: the system's authorities
  std::chrono::milliseconds timeout{10'000};  // from the look-up of the name to the last byte
  std::size_t most_bytes = 1024 * 1024;
  std::string bearer_token = {};  // empty: none is sent
};

// HTTP_URL_REFUSED unless `url` begins with https://, or with http:// and names this machine
// (127.0.0.1, localhost, [::1]), and holds no user or password.
Status CheckHttpUrl(const std::string& url);

// The body that a server answers a GET with, once its certificate is checked. Only the status 200
// is an answer; redirects are not followed. HTTP_URL_REFUSED, or UNAVAILABLE HTTP_FAILED with the
// cause. Blocks; any thread.
Result<std::string> HttpGet(const std::string& url, const HttpOptions& options);

}  // namespace sinergi
