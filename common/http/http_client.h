#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "common/http/address_guard.h"
#include "common/result/result.h"

namespace sinergi {

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

// Sends many requests at once over connections that it keeps, on one thread of its own. A name is
// resolved once, and the address that it connects to is the one that the guard allowed. Redirects
// are answers like any other; proxies of the environment are not used. Any thread.
class HttpClient {
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
  // ADDRESS_NOT_ALLOWED with the cause. On the client's thread: it is quick and never blocks.
  using Done = std::function<void(Result<HttpAnswer>)>;

  explicit HttpClient(Options options);
  // What is still on its way ends with HTTP_FAILED.
  ~HttpClient();

  void Send(HttpRequest request, Done done);

  // Sends and waits.
  Result<HttpAnswer> SendAndWait(HttpRequest request);

 private:
  class Loop;
  const std::unique_ptr<Loop> loop_;
};

}  // namespace sinergi
