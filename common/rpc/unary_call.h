#pragma once

#include <grpcpp/support/server_callback.h>

#include "common/rpc/call_gate.h"
#include "common/rpc/worker_pool.h"

namespace sinergi {

// One unary call from its arrival to its answer. Refusals are answered where they arrive; the rest
// waits for a worker. Owns itself until gRPC is done with it.
class UnaryCall final : public grpc::ServerUnaryReactor {
 public:
  static grpc::ServerUnaryReactor* Begin(const CallGate& gate, WorkerPool& pool,
                                         const RpcService::Method& method,
                                         grpc::CallbackServerContext* context,
                                         const grpc::ByteBuffer* request,
                                         grpc::ByteBuffer* response);

  void OnDone() override { delete this; }

 private:
  UnaryCall(const CallGate& gate, const RpcService::Method& method, grpc::ByteBuffer* response)
      : gate_(gate), method_(method), response_(response) {}

  void Queue(WorkerPool& pool, std::shared_ptr<const google::protobuf::Message> request);
  void Run(const google::protobuf::Message& request);
  void Answer(Result<std::string> answer);

  const CallGate& gate_;
  const RpcService::Method& method_;
  grpc::ByteBuffer* const response_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::optional<Result<Call>> call_;
};

}  // namespace sinergi
