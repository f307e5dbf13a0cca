#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <type_traits>

#include "common/telemetry/trace_context.h"
#include "services/cli/failure.h"
#include "services/cli/servers.h"

namespace sinergi::cli {

// A fresh UUIDv7 in its text form.
std::string NewRequestId();

// Whom a connection trusts and what it shows of itself.
struct ConnectionTls {
  std::string authorities;  // PEM file; empty: the system's
  std::string certificate;  // PEM file with a private key and its certificate; empty: none

  bool IsAskedFor() const { return !authorities.empty() || !certificate.empty(); }
};

// Calls to the services in one person's name. Each call carries the token, a traceparent and a
// deadline. Loopback is spoken to in the clear unless TLS is asked for, everything else over TLS.
// Safe from any thread.
class Connection {
 public:
  // `servers` as Servers::Parse takes it; what has not that form is never reached.
  Connection(const std::string& servers, std::string token, std::chrono::milliseconds timeout,
             ConnectionTls tls = {});

  template <class Stub, class Request, class Response>
  using Method = grpc::Status (Stub::*)(grpc::ClientContext*, const Request&, Response*);

  // One call. A change gets a request_id and is repeated with it, up to three times with growing
  // pauses, while no answer comes.
  template <class Stub, class Request, class Response>
  Answer<Response> Call(Method<Stub, Request, Response> method, Request request) const {
    constexpr bool kIsChange = requires { request.set_request_id(""); };
    if constexpr (kIsChange) {
      if (request.request_id().empty()) request.set_request_id(NewRequestId());
    }
    Stub stub(ChannelOf(ServiceOf(request)));
    Response response;
    const auto call = [&](grpc::ClientContext& context) {
      response.Clear();
      return (stub.*method)(&context, request, &response);
    };
    const grpc::Status status = Try(call, kIsChange ? 1 + kRepeats : 1);
    if (!status.ok()) return FailureOf(status, trace_.TraceId());
    return response;
  }

  // For a call that is not one answer: carries what Call carries, and ends after `limit`.
  std::unique_ptr<grpc::ClientContext> NewContext(std::chrono::milliseconds limit) const;

  // The channel to a service: "referrals".
  std::shared_ptr<grpc::Channel> ChannelOf(const std::string& service) const;

  std::string TraceId() const { return trace_.TraceId(); }

 private:
  static constexpr int kRepeats = 3;

  // The service that a request is for: its package's, or the one that it names itself.
  template <class Request>
  static std::string ServiceOf(const Request& request) {
    if constexpr (requires { request.service(); }) {
      if constexpr (std::is_same_v<std::decay_t<decltype(request.service())>, std::string>) {
        return request.service();
      }
    }
    return ServiceOfPackage(Request::descriptor()->file()->package());
  }
  static std::string ServiceOfPackage(const std::string& package);

  grpc::Status Try(const std::function<grpc::Status(grpc::ClientContext&)>& call,
                   int attempts) const;

  const Servers servers_;
  const std::string token_;
  const std::chrono::milliseconds timeout_;
  const TraceContext trace_;
  const ConnectionTls tls_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::shared_ptr<grpc::Channel>> channels_;  // guarded by mutex_
};

}  // namespace sinergi::cli
