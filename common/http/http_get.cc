#include "common/http/http_get.h"

#include <curl/curl.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <utility>

#include "common/http/curl_handles.h"
#include "common/http/reasons.h"

namespace sinergi {
namespace {

struct Release {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(char* text) const { curl_free(text); }
};

// One part of a URL; empty when it has none.
std::string PartOf(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, Release> owner(text);
  return text;
}

bool IsThisMachine(const std::string& host) {
  return host == "127.0.0.1" || host == "localhost" || host == "[::1]";
}

struct Body {
  std::string bytes;
  std::size_t most;

  static std::size_t Take(char* data, std::size_t, std::size_t count, void* body) {
    auto& [bytes, most] = *static_cast<Body*>(body);
    if (count > most - bytes.size()) return 0;  // curl ends the transfer
    bytes.append(data, count);
    return count;
  }
};

Error Failed(const std::string& url, std::string cause) {
  return Error::Of(reasons::kHttpFailed, {{"url", url}}).Because(std::move(cause));
}

}  // namespace

Status CheckHttpUrl(const std::string& url) {
  const std::unique_ptr<CURLU, Release> parts(curl_url());
  const bool is_url = curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
  const std::string scheme = PartOf(parts.get(), CURLUPART_SCHEME);
  const bool is_safe =
      scheme == "https" || (scheme == "http" && IsThisMachine(PartOf(parts.get(), CURLUPART_HOST)));
  const bool is_open = PartOf(parts.get(), CURLUPART_USER).empty() &&
                       PartOf(parts.get(), CURLUPART_PASSWORD).empty();
  if (is_url && is_safe && is_open) return Status::Ok();
  // What may be a password is not shown.
  return Error::Of(reasons::kHttpUrlRefused, {{"url", is_open ? url : "an address with a user"}});
}

Result<std::string> HttpGet(const std::string& url, const HttpOptions& options) {
  if (auto allowed = CheckHttpUrl(url); !allowed) return allowed.error();
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  const CurlHandle handle(curl_easy_init());
  if (!handle) return Failed(url, "curl has no memory");
  Body body{{}, options.most_bytes};
  char problem[CURL_ERROR_SIZE] = "";
  CURL* curl = handle.get();
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_NOPROXY, "127.0.0.1,localhost,::1");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(options.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, problem);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Body::Take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  if (!options.bearer_token.empty()) {
    curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BEARER);
    curl_easy_setopt(curl, CURLOPT_XOAUTH2_BEARER, options.bearer_token.c_str());
  }
  if (!options.ca_file.empty()) {
    curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  }
  const CURLcode done = curl_easy_perform(curl);
  if (done == CURLE_WRITE_ERROR) {
    return Failed(url, "longer than " + std::to_string(options.most_bytes) + " bytes");
  }
  if (done != CURLE_OK) return Failed(url, *problem ? problem : curl_easy_strerror(done));
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) return Failed(url, "HTTP status " + std::to_string(status));
  return std::move(body.bytes);
}

}  // namespace sinergi
