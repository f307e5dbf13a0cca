#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "common/identity/development_issuer.h"
#include "services/cli/connection.h"
#include "services/cli/output.h"
#include "services/cli/zones.h"

namespace sinergi::cli {

// What holds for every command.
struct GlobalOptions {
  std::string server = "127.0.0.1:7070";
  std::string token;
  ConnectionTls tls;
  std::string data = "./var";
  bool json = false;
  double timeout_s = 10;

  std::chrono::milliseconds timeout() const {
    return std::chrono::milliseconds(static_cast<std::int64_t>(timeout_s * 1000));
  }
};

// One run of the program: who asks whom, and where the answer goes. For one thread.
class Session {
 public:
  Session(GlobalOptions options, Language language);

  const GlobalOptions& options() const { return options_; }
  const Output& output() const { return output_; }

  // The token in use: --token, else on loopback the one of `sinergi login`. May be empty.
  std::string Token() const;

  // Who the token says the caller is; all empty when there is none.
  Caller WhoAmI() const;

  // Made on first use.
  const Connection& connection();
  Zones& zones();

  template <class Stub, class Request, class Response>
  Answer<Response> Call(Connection::Method<Stub, Request, Response> method, Request request) {
    return connection().Call(method, std::move(request));
  }

 private:
  const GlobalOptions options_;
  const Output output_;
  std::unique_ptr<const Connection> connection_;
  std::unique_ptr<Zones> zones_;
};

}  // namespace sinergi::cli
