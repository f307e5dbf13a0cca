#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>

#include <chrono>
#include <string>

#include "common/identity/permissions.h"
#include "common/rpc/call.h"
#include "common/rpc/rpc_service.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"

namespace sinergi {

// What every call passes on its way in and out, unary or stream. Constant after construction.
class CallGate {
 public:
  CallGate(const TokenVerifier& verifier, const Permissions& permissions, Metrics& metrics,
           std::chrono::milliseconds longest_call);

  // Who calls, until when, in which trace; or why they may not.
  Result<Call> Enter(const grpc::CallbackServerContext& context,
                     const RpcService::Method& method) const;

  // The one log line and the metrics of a finished call.
  void Leave(const RpcService::Method& method, const Result<Call>& call, const Status& outcome,
             std::chrono::steady_clock::time_point began, std::int64_t messages) const;

 private:
  const TokenVerifier& verifier_;
  const Permissions& permissions_;
  Metrics& metrics_;
  const std::chrono::milliseconds longest_call_;
};

// The bytes of a raw gRPC message, and back.
std::string ToBytes(const grpc::ByteBuffer& buffer);
grpc::ByteBuffer ToBuffer(const std::string& bytes);

}  // namespace sinergi
