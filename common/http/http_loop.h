#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/http/address_guard.h"
#include "common/result/result.h"

namespace sinergi {

class HttpConnections;

struct HttpRequest {
  std::string method = "POST";
  std::string url;
  std::vector<std::pair<std::string, std::string>> headers = {};
  std::string body = {};
  std::chrono::milliseconds timeout{10'000};  // from the look-up of the name to the last byte
};

struct HttpAnswer {
  int status = 0;
  std::map<std::string, std::string> headers =
      {};                 // names in lower case; of a repeated one the last
  std::string body = {};  // its first bytes, as many as the options say
};

// Has many requests on their way at once, over connections that it keeps, as far as its owner lets
// it. A name is resolved once, and the address that it connects to is the one that the guard
// allowed. Redirects are answers like any other; proxies of the environment are not used. One
// thread at a time, but for Wake.
class HttpLoop {
 public:
  struct Options {
    AddressGuard guard = AddressGuard();
    std::string ca_file = {};             // PEM; empty: the system's authorities
    std::string client_certificate = {};  // PEM, for servers that ask for one
    std::string client_key = {};          // PEM
    long most_connections = 1000;
    long most_kept = 256;           // idle ones
    long most_per_server = 32;      // at once; more requests wait
    std::size_t most_bytes = 4096;  // of an answer's body; more ends the transfer
  };

  // Hears exactly once what came of it: an answer of any status; UNAVAILABLE HTTP_FAILED or
  // ADDRESS_NOT_ALLOWED with the cause. It may send, and never blocks.
  using Done = std::function<void(Result<HttpAnswer>)>;

  explicit HttpLoop(Options options);
  // What is still on its way hears HTTP_FAILED.
  ~HttpLoop();

  // It goes once Wait is called.
  void Send(HttpRequest request, Done done);

  // Sends and receives what it can and tells whom it may. Returns once anything has happened, after
  // Wake, or when `longest` is over. What has been answered by then is an answer, however late this
  // is called.
  void Wait(std::chrono::milliseconds longest);

  // Ends the Wait that runs, or the next one. Any thread.
  void Wake();

 private:
  struct Transfer;
  using Connections = HttpConnections;
  using Clock = std::chrono::steady_clock;

  std::unique_ptr<Transfer> NewTransfer();
  bool TakeFinished();
  void EndWhatIsLate();
  std::chrono::milliseconds UntilFirstIsLate(std::chrono::milliseconds longest) const;
  void Finish(void* handle, int result);

  const Options options_;
  const std::unique_ptr<Connections> connections_;
  std::map<void*, std::unique_ptr<Transfer>> on_their_way_;  // by curl's handle
  std::set<std::pair<Clock::time_point, void*>> ends_;       // of those on their way
  std::vector<std::unique_ptr<Transfer>> idle_;
};

}  // namespace sinergi
