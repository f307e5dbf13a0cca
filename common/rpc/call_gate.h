#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <functional>
#include <string>

#include "common/identity/permissions.h"
#include "common/rpc/call.h"
#include "common/rpc/rpc_service.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"

namespace sinergi {

// Told of each call that was refused for who made it: the caller's subject, empty without a valid
// token, the method's path without its first slash, and the error. Any thread; must not block.
using DenialHook =
    std::function<void(const std::string& caller, const std::string& method, const Error& error)>;

// What every call passes on its way in and out, unary or stream. Constant after construction.
class CallGate {
 public:
  CallGate(const TokenVerifier& verifier, const Permissions& permissions, Metrics& metrics,
           std::chrono::milliseconds longest_call, DenialHook denied);

  // Who calls, until when, in which trace; or why they may not.
  Result<Call> Enter(const grpc::CallbackServerContext& context,
                     const RpcService::Method& method) const;

  // The one log line and the metrics of a finished call.
  void Leave(const RpcService::Method& method, const Result<Call>& call, const Status& outcome,
             std::chrono::steady_clock::time_point began, std::int64_t messages) const;

 private:
  void TellIfDenied(const std::string& caller, const std::string& path, const Error& error) const;

  const TokenVerifier& verifier_;
  const Permissions& permissions_;
  Metrics& metrics_;
  const std::chrono::milliseconds longest_call_;
  const DenialHook denied_;
};

// The bytes of a raw gRPC message, and back.
std::string ToBytes(const grpc::ByteBuffer& buffer);
grpc::ByteBuffer ToBuffer(const std::string& bytes);
// The same without a copy.
grpc::ByteBuffer ToBuffer(const StreamMessage& message);

}  // namespace sinergi
