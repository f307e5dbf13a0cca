#include "common/http/http_loop.h"

#include <curl/curl.h>

#include <algorithm>
#include <new>
#include <string_view>

#include "common/http/curl_handles.h"
#include "common/http/http_connections.h"
#include "common/http/reasons.h"

namespace sinergi {
namespace {

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

template <class Value>
void Set(CURL* curl, CURLoption option, Value value) {
  curl_easy_setopt(curl, option, value);
}

}  // namespace

// One request on its way, and afterwards what the next one may use.
struct HttpLoop::Transfer {
  Transfer(const Options& given, Connections& given_connections);

  void Begin(HttpRequest wanted, Done told);
  Error Failed(std::string cause) const;

  static std::size_t TakeBody(char* data, std::size_t, std::size_t count, void* transfer);
  static std::size_t TakeHeader(char* data, std::size_t, std::size_t count, void* transfer);
  static int CloseSocket(void* connections, curl_socket_t socket);
  static curl_socket_t OpenSocket(void* transfer, curlsocktype purpose, curl_sockaddr* address);

  const Options& options;
  Connections& connections;
  const CurlHandle handle{curl_easy_init()};
  HttpRequest request;
  Done done;
  CurlList headers;
  HttpAnswer answer;
  Clock::time_point end;
  bool address_refused = false;
  char problem[CURL_ERROR_SIZE] = "";
};

std::size_t HttpLoop::Transfer::TakeBody(char* data, std::size_t, std::size_t count,
                                         void* transfer) {
  auto& one = *static_cast<Transfer*>(transfer);
  const std::size_t room = one.options.most_bytes - one.answer.body.size();
  one.answer.body.append(data, std::min(room, count));
  return count <= room ? count : 0;  // curl then ends the transfer
}

std::size_t HttpLoop::Transfer::TakeHeader(char* data, std::size_t, std::size_t count,
                                           void* transfer) {
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
curl_socket_t HttpLoop::Transfer::OpenSocket(void* transfer, curlsocktype purpose,
                                             curl_sockaddr* address) {
  auto& one = *static_cast<Transfer*>(transfer);
  if (purpose != CURLSOCKTYPE_IPCXN || !one.options.guard.Allows(address->addr)) {
    one.address_refused = true;
    return CURL_SOCKET_BAD;
  }
  const curl_socket_t opened =
      socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  if (opened != CURL_SOCKET_BAD) one.connections.Opened(opened);
  return opened;
}

int HttpLoop::Transfer::CloseSocket(void* connections, curl_socket_t socket) {
  static_cast<Connections*>(connections)->Close(socket);
  return 0;
}

HttpLoop::Transfer::Transfer(const Options& given, Connections& given_connections)
    : options(given), connections(given_connections) {
  if (!handle) throw std::bad_alloc();
  CURL* const curl = handle.get();
  Set(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  Set(curl, CURLOPT_FOLLOWLOCATION, 0L);
  Set(curl, CURLOPT_NOSIGNAL, 1L);
  Set(curl, CURLOPT_PROXY, "");
  // A name server that hangs holds up its own request only: nobody waits for its thread.
  Set(curl, CURLOPT_QUICK_EXIT, 1L);
  Set(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  Set(curl, CURLOPT_ERRORBUFFER, problem);
  Set(curl, CURLOPT_WRITEFUNCTION, &TakeBody);
  Set(curl, CURLOPT_WRITEDATA, this);
  Set(curl, CURLOPT_HEADERFUNCTION, &TakeHeader);
  Set(curl, CURLOPT_HEADERDATA, this);
  Set(curl, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  Set(curl, CURLOPT_OPENSOCKETDATA, this);
  Set(curl, CURLOPT_CLOSESOCKETFUNCTION, &CloseSocket);
  Set(curl, CURLOPT_CLOSESOCKETDATA, &connections);
  if (!options.ca_file.empty()) Set(curl, CURLOPT_CAINFO, options.ca_file.c_str());
  if (options.client_certificate.empty()) return;
  Set(curl, CURLOPT_SSLCERT, options.client_certificate.c_str());
  Set(curl, CURLOPT_SSLKEY, options.client_key.c_str());
}

void HttpLoop::Transfer::Begin(HttpRequest wanted, Done told) {
  request = std::move(wanted);
  done = std::move(told);
  answer = HttpAnswer();
  address_refused = false;
  problem[0] = '\0';
  curl_slist* list = nullptr;
  for (auto& [name, value] : request.headers) {
    name.append(": ").append(value);
    list = curl_slist_append(list, name.c_str());
  }
  headers.reset(curl_slist_append(list, "Expect:"));
  CURL* const curl = handle.get();
  Set(curl, CURLOPT_URL, request.url.c_str());
  Set(curl, CURLOPT_HTTPHEADER, headers.get());
  // curl would not look whether the answer is there: see EndWhatIsLate.
  end = Clock::now() + request.timeout;
  Set(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.timeout.count()));
  if (request.method == "POST") {
    Set(curl, CURLOPT_CUSTOMREQUEST, nullptr);
    Set(curl, CURLOPT_POST, 1L);
    Set(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    Set(curl, CURLOPT_POSTFIELDS, request.body.data());
  } else {
    Set(curl, CURLOPT_HTTPGET, 1L);
    Set(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  }
}

Error HttpLoop::Transfer::Failed(std::string cause) const {
  const Reason& reason = address_refused ? reasons::kAddressNotAllowed : reasons::kHttpFailed;
  return Error::Of(reason, {{"url", request.url}}).Because(std::move(cause));
}

HttpLoop::HttpLoop(Options options)
    : options_(std::move(options)),
      connections_(std::make_unique<Connections>(options_.most_connections, options_.most_kept,
                                                 options_.most_per_server)) {}

HttpLoop::~HttpLoop() {
  while (!on_their_way_.empty()) Finish(on_their_way_.begin()->first, CURLE_ABORTED_BY_CALLBACK);
}

void HttpLoop::Send(HttpRequest request, Done done) {
  auto one = NewTransfer();
  one->Begin(std::move(request), std::move(done));
  CURL* const handle = one->handle.get();
  ends_.emplace(one->end, handle);
  on_their_way_.emplace(handle, std::move(one));
  const CURLMcode added = curl_multi_add_handle(connections_->multi(), handle);
  if (added != CURLM_OK) Finish(handle, CURLE_FAILED_INIT);
}

void HttpLoop::Wait(std::chrono::milliseconds longest) {
  connections_->ServeTimer();
  const bool some_were_quick = TakeFinished();
  connections_->Serve(some_were_quick ? std::chrono::milliseconds(0) : UntilFirstIsLate(longest));
  TakeFinished();
  EndWhatIsLate();
}

void HttpLoop::EndWhatIsLate() {
  const auto now = Clock::now();
  while (!ends_.empty() && ends_.begin()->first <= now) {
    Finish(ends_.begin()->second, CURLE_OPERATION_TIMEDOUT);
  }
}

std::chrono::milliseconds HttpLoop::UntilFirstIsLate(std::chrono::milliseconds longest) const {
  if (ends_.empty()) return longest;
  const auto until =
      std::chrono::ceil<std::chrono::milliseconds>(ends_.begin()->first - Clock::now());
  return std::clamp(until, std::chrono::milliseconds(0), longest);
}

void HttpLoop::Wake() { connections_->Wake(); }

std::unique_ptr<HttpLoop::Transfer> HttpLoop::NewTransfer() {
  if (idle_.empty()) return std::make_unique<Transfer>(options_, *connections_);
  auto one = std::move(idle_.back());
  idle_.pop_back();
  return one;
}

// Says whether there was any.
bool HttpLoop::TakeFinished() {
  bool any = false;
  int left = 0;
  while (const CURLMsg* const message = curl_multi_info_read(connections_->multi(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    any = true;
    Finish(message->easy_handle, message->data.result);
  }
  return any;
}

void HttpLoop::Finish(void* handle, int result) {
  curl_multi_remove_handle(connections_->multi(), handle);
  auto one = std::move(on_their_way_.extract(handle).mapped());
  ends_.erase({one->end, handle});
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  one->answer.status = static_cast<int>(status);
  // What came before it was too much is an answer.
  const bool answered = result == CURLE_OK || (result == CURLE_WRITE_ERROR && status != 0);
  const Done done = std::move(one->done);
  if (answered) {
    done(std::move(one->answer));
  } else {
    done(one->Failed(*one->problem ? one->problem
                                   : curl_easy_strerror(static_cast<CURLcode>(result))));
  }
  if (idle_.size() < static_cast<std::size_t>(options_.most_kept)) idle_.push_back(std::move(one));
}

}  // namespace sinergi
