// The least that posting costs: as many requests of the same size as a webhook gets, over a bare
// loop of libcurl, so many at once.
#include <curl/curl.h>

#include <string>
#include <vector>

#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

class Posts {
 public:
  Posts(const Arguments& arguments)
      : left_(arguments.Number("count")),
        url_(arguments.Text("url")),
        body_(static_cast<std::size_t>(arguments.Number("bytes")), 'x'),
        multi_(curl_multi_init()) {
    for (const char* header : {"Content-Type: application/cloudevents+json",
                               "Expect:", "webhook-id: 00000000-0000-0000-0000-000000000000",
                               "webhook-timestamp: 1700000000"}) {
      headers_ = curl_slist_append(headers_, header);
    }
    const std::string signatures(150, 's');
    headers_ = curl_slist_append(headers_, ("webhook-signature: " + signatures).c_str());
    for (std::int64_t i = 0; i < arguments.Number("at_once"); ++i) Begin(curl_easy_init());
  }

  void Run() {
    int running = 1;
    while (running > 0) {
      curl_multi_perform(multi_, &running);
      int more = 0;
      bool any = false;
      while (const CURLMsg* const message = curl_multi_info_read(multi_, &more)) {
        if (message->data.result != CURLE_OK) Fail(curl_easy_strerror(message->data.result));
        CURL* const handle = message->easy_handle;
        curl_multi_remove_handle(multi_, handle);
        Begin(handle);
        any = true;
      }
      if (any) running = 1;
      if (!any && running > 0) curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
    }
  }

 private:
  void Begin(CURL* handle) {
    if (left_-- <= 0) return curl_easy_cleanup(handle);
    curl_easy_setopt(handle, CURLOPT_URL, url_.c_str());
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(body_.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body_.data());
    curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers_);
    curl_multi_add_handle(multi_, handle);
  }

  std::int64_t left_;
  const std::string url_;
  const std::string body_;
  CURLM* const multi_;
  curl_slist* headers_ = nullptr;
};

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) {
  sinergi::bench::Posts(sinergi::bench::Arguments(count, values)).Run();
}
