#include "common/rpc/unary_call.h"

#include "common/result/reasons.h"
#include "common/rpc/grpc_status.h"
#include "common/rpc/guarded.h"
#include "common/rpc/request_reader.h"

namespace sinergi {

grpc::ServerUnaryReactor* UnaryCall::Begin(const CallGate& gate, WorkerPool& pool,
                                           const RpcService::Method& method,
                                           grpc::CallbackServerContext* context,
                                           const grpc::ByteBuffer* request,
                                           grpc::ByteBuffer* response) {
  auto* call = new UnaryCall(gate, method, response);
  call->call_ = gate.Enter(*context, method);
  if (!*call->call_) {
    call->Answer(call->call_->error());
    return call;
  }
  auto message = ReadRequest(*method.request, ToBytes(*request));
  if (!message) {
    call->Answer(message.error());
    return call;
  }
  std::shared_ptr<google::protobuf::Message> shared = *std::move(message);
  if (!method.kept) {
    call->Queue(pool, shared);
    return call;
  }
  method.kept(**call->call_, *shared, [call, &pool, shared](std::optional<std::string> answer) {
    if (answer) return call->Answer(*std::move(answer));
    call->Queue(pool, shared);
  });
  return call;
}

void UnaryCall::Queue(WorkerPool& pool, std::shared_ptr<const google::protobuf::Message> request) {
  const bool queued =
      pool.Submit((*call_)->deadline, [this, request = std::move(request)](bool expired) {
        if (expired) return Answer(Error::Of(reasons::kDeadlineExceeded));
        Run(*request);
      });
  if (!queued) {
    Answer(Error::Of(reasons::kOverloaded).RetryAfter(std::chrono::milliseconds(200)));
  }
}

void UnaryCall::Run(const google::protobuf::Message& request) {
  Answer(Guarded([&] { return method_.unary(**call_, request); }));
}

void UnaryCall::Answer(Result<std::string> answer) {
  const Status outcome = answer ? Status::Ok() : Status(answer.error());
  gate_.Leave(method_, *call_, outcome, began_, 0);
  if (!answer) return Finish(ToGrpcStatus(answer.error()));
  *response_ = ToBuffer(*answer);
  Finish(grpc::Status::OK);
}

}  // namespace sinergi
