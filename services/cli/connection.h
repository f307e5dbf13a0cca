#pragma once

#include <grpcpp/grpcpp.h>

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "common/telemetry/trace_context.h"
#include "services/cli/failure.h"

namespace sinergi::cli {

// A fresh UUIDv7 in its text form.
std::string NewRequestId();

// Whether the address is this machine's own, to which calls may go unencrypted.
bool IsLoopback(const std::string& server);

// Calls to one server in one person's name. Each call carries the token, a traceparent and a
// deadline. Loopback is spoken to in the clear, everything else over TLS. Safe from any thread.
class Connection {
 public:
  Connection(const std::string& server, std::string token, std::chrono::milliseconds timeout);

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
    Stub stub(channel_);
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

  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  std::string TraceId() const { return trace_.TraceId(); }

 private:
  static constexpr int kRepeats = 3;

  grpc::Status Try(const std::function<grpc::Status(grpc::ClientContext&)>& call,
                   int attempts) const;

  const std::shared_ptr<grpc::Channel> channel_;
  const std::string token_;
  const std::chrono::milliseconds timeout_;
  const TraceContext trace_;
};

}  // namespace sinergi::cli
