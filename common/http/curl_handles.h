#pragma once

#include <curl/curl.h>

#include <memory>

namespace sinergi {

struct ReleaseCurl {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

// What curl gives and wants back. Included by the .cc files of this folder only.
using CurlHandle = std::unique_ptr<CURL, ReleaseCurl>;
using CurlList = std::unique_ptr<curl_slist, ReleaseCurl>;

}  // namespace sinergi
