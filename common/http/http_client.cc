#include "common/http/http_client.h"

#include <curl/curl.h>

#include <algorithm>
#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "common/http/reasons.h"

namespace sinergi {
namespace {

struct ReleaseHandle {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct ReleaseMulti {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ReleaseList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

using Handle = std::unique_ptr<CURL, ReleaseHandle>;

constexpr int kLongestWait_ms = 1000;

std::string Trimmed(std::string_view text) {
  const auto is_space = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string Lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

// One request on its way.
struct Transfer {
  HttpRequest request;
  HttpClient::Done done;
  const HttpClient::Options* options = nullptr;
  Handle handle = nullptr;
  std::unique_ptr<curl_slist, ReleaseList> headers = nullptr;
  HttpAnswer answer = {};
  bool address_refused = false;
  char problem[CURL_ERROR_SIZE] = "";
};

std::size_t TakeBody(char* data, std::size_t, std::size_t count, void* transfer) {
  auto& [request, done, options, handle, headers, answer, refused, problem] =
      *static_cast<Transfer*>(transfer);
  const std::size_t room = options->most_bytes - answer.body.size();
  answer.body.append(data, std::min(room, count));
  return count <= room ? count : 0;  // curl then ends the transfer
}

std::size_t TakeHeader(char* data, std::size_t, std::size_t count, void* transfer) {
  const std::string_view line(data, count);
  const std::size_t colon = line.find(':');
  HttpAnswer& answer = static_cast<Transfer*>(transfer)->answer;
  if (line.starts_with("HTTP/")) {
    answer.headers.clear();  // of an interim answer
  } else if (colon != std::string_view::npos) {
    answer.headers[Lower(Trimmed(line.substr(0, colon)))] = Trimmed(line.substr(colon + 1));
  }
  return count;
}

// Asked with the address that is about to be connected to, after the name was resolved.
curl_socket_t OpenSocket(void* transfer, curlsocktype purpose, curl_sockaddr* address) {
  auto& one = *static_cast<Transfer*>(transfer);
  if (purpose != CURLSOCKTYPE_IPCXN || !one.options->guard.Allows(address->addr)) {
    one.address_refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void SetUp(Transfer& one) {
  CURL* const curl = one.handle.get();
  curl_slist* list = nullptr;
  for (const auto& [name, value] : one.request.headers) {
    list = curl_slist_append(list, (name + ": " + value).c_str());
  }
  list = curl_slist_append(list, "Expect:");
  one.headers.reset(list);
  curl_easy_setopt(curl, CURLOPT_PRIVATE, &one);
  curl_easy_setopt(curl, CURLOPT_URL, one.request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, one.request.method.c_str());
  if (one.request.method == "POST") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(one.request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, one.request.body.data());
  }
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, one.headers.get());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  // A name server that hangs holds up its own request only: nobody waits for its thread.
  curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(one.request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, one.problem);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &TakeBody);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &one);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &TakeHeader);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &one);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &one);
  const HttpClient::Options& options = *one.options;
  if (!options.ca_file.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  if (!options.client_certificate.empty()) {
    curl_easy_setopt(curl, CURLOPT_SSLCERT, options.client_certificate.c_str());
    curl_easy_setopt(curl, CURLOPT_SSLKEY, options.client_key.c_str());
  }
}

Error Failed(const Transfer& one, std::string cause) {
  const Variables variables{{"url", one.request.url}};
  const Reason& reason = one.address_refused ? reasons::kAddressNotAllowed : reasons::kHttpFailed;
  return Error::Of(reason, variables).Because(std::move(cause));
}

}  // namespace

// Everything curl is touched by its one thread; others put requests into the queue.
class HttpClient::Loop {
 public:
  explicit Loop(Options options) : options_(std::move(options)) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    multi_.reset(curl_multi_init());
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_TOTAL_CONNECTIONS, options_.most_connections);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, options_.most_kept);
    curl_multi_setopt(multi_.get(), CURLMOPT_MAX_HOST_CONNECTIONS, options_.most_per_server);
    thread_ = std::jthread([this](std::stop_token stop) { Run(stop); });
  }

  ~Loop() {
    thread_.request_stop();
    curl_multi_wakeup(multi_.get());
    thread_.join();
    TakeQueued();
    while (!on_their_way_.empty())
      Finish(*on_their_way_.begin()->second, CURLE_ABORTED_BY_CALLBACK);
  }

  void Queue(HttpRequest request, Done done) {
    auto one = std::make_unique<Transfer>(
        Transfer{.request = std::move(request), .done = std::move(done), .options = &options_});
    bool first = false;
    {
      const std::lock_guard lock(mutex_);
      first = queued_.empty();
      queued_.push_back(std::move(one));
    }
    if (first) curl_multi_wakeup(multi_.get());
  }

 private:
  void Run(std::stop_token stop) {
    while (!stop.stop_requested()) {
      TakeQueued();
      int running = 0;
      curl_multi_perform(multi_.get(), &running);
      if (!TakeFinished()) curl_multi_poll(multi_.get(), nullptr, 0, kLongestWait_ms, nullptr);
    }
  }

  void TakeQueued() {
    std::vector<std::unique_ptr<Transfer>> taken;
    {
      const std::lock_guard lock(mutex_);
      taken.swap(queued_);
    }
    for (auto& one : taken) {
      one->handle = NewHandle();
      SetUp(*one);
      CURL* const handle = one->handle.get();
      on_their_way_.emplace(handle, std::move(one));
      curl_multi_add_handle(multi_.get(), handle);
    }
  }

  Handle NewHandle() {
    if (idle_.empty()) return Handle(curl_easy_init());
    auto handle = std::move(idle_.back());
    idle_.pop_back();
    return handle;
  }

  // Says whether there was any.
  bool TakeFinished() {
    bool any = false;
    int left = 0;
    while (const CURLMsg* const message = curl_multi_info_read(multi_.get(), &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      any = true;
      Finish(*on_their_way_.at(message->easy_handle), message->data.result);
    }
    return any;
  }

  void Finish(Transfer& finished, CURLcode result) {
    CURL* const handle = finished.handle.get();
    curl_multi_remove_handle(multi_.get(), handle);
    const auto one = std::move(on_their_way_.extract(handle).mapped());
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    one->answer.status = static_cast<int>(status);
    // What came before it was too much is an answer.
    const bool answered = result == CURLE_OK || (result == CURLE_WRITE_ERROR && status != 0);
    const std::string problem = *one->problem ? one->problem : curl_easy_strerror(result);
    curl_easy_reset(handle);
    if (idle_.size() < static_cast<std::size_t>(options_.most_kept)) {
      idle_.push_back(std::move(one->handle));
    }
    if (answered) {
      one->done(std::move(one->answer));
    } else {
      one->done(Failed(*one, problem));
    }
  }

  const Options options_;
  std::unique_ptr<CURLM, ReleaseMulti> multi_;
  std::map<CURL*, std::unique_ptr<Transfer>> on_their_way_;  // of the thread
  std::vector<Handle> idle_;                                 // of the thread
  std::mutex mutex_;
  std::vector<std::unique_ptr<Transfer>> queued_;  // guarded by mutex_
  std::jthread thread_;
};

HttpClient::HttpClient(Options options) : loop_(std::make_unique<Loop>(std::move(options))) {}

HttpClient::~HttpClient() = default;

void HttpClient::Send(HttpRequest request, Done done) {
  loop_->Queue(std::move(request), std::move(done));
}

Result<HttpAnswer> HttpClient::SendAndWait(HttpRequest request) {
  std::promise<Result<HttpAnswer>> answer;
  Send(std::move(request), [&answer](Result<HttpAnswer> got) { answer.set_value(std::move(got)); });
  return answer.get_future().get();
}

}  // namespace sinergi
