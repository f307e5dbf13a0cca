#pragma once

#include <grpcpp/support/server_callback.h>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "common/rpc/call_gate.h"
#include "common/rpc/worker_pool.h"

namespace sinergi {

// One server stream. Its source is asked on a worker thread only when everything it gave before has
// been written, so a slow reader slows only itself and holds one batch. Lives as long as somebody
// holds it; gRPC does until it is done.
class StreamCall final : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                         public std::enable_shared_from_this<StreamCall> {
 public:
  StreamCall(const CallGate& gate, WorkerPool& pool, const Clock& clock,
             const RpcService::Method& method);

  // Looks at who calls. Called once, before anything else.
  void Enter(grpc::CallbackServerContext& context);

  // Opens the source, unless the call is refused. Called once, before gRPC has the reactor.
  void Begin(const grpc::ByteBuffer& request);

  // Answers with an error instead of opening the source. Called in place of Begin.
  void Refuse(const Error& why);

  // Asks the source again, if it is idle. Any thread.
  void Wake();

  // Ends the stream with this outcome, once what is being written is written. Any thread.
  void End(const Status& outcome);

  // Ends the stream when its caller's token has ended; otherwise wakes it. Any thread.
  void Tick();

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  bool HasExpired() const;
  void CutOff();
  void Open(const google::protobuf::Message& request);
  void Fill();
  void Ask(std::unique_lock<std::mutex>& lock);
  void WriteNext(std::unique_lock<std::mutex>& lock);
  void FinishOnce(std::unique_lock<std::mutex>& lock, const Status& outcome);

  const CallGate& gate_;
  WorkerPool& pool_;
  const Clock& clock_;
  const RpcService::Method& method_;
  const std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::optional<Result<Call>> call_;      // constant after Enter
  std::unique_ptr<StreamSource> source_;  // touched by the one job that runs
  std::shared_ptr<StreamCall> self_;      // until OnDone

  grpc::CallbackServerContext* context_ = nullptr;  // gRPC's, until OnDone

  std::mutex mutex_;
  std::deque<StreamMessage> waiting_;  // all below: guarded by mutex_
  grpc::ByteBuffer writing_;
  bool write_in_flight_ = false;
  bool asking_ = true;  // until Open is through
  bool woken_ = false;
  bool finished_ = false;
  std::optional<Status> ending_;
  std::int64_t written_ = 0;
};

}  // namespace sinergi
