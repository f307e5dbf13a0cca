#include "common/rpc/stream_call.h"

#include "common/identity/reasons.h"
#include "common/result/reasons.h"
#include "common/rpc/grpc_status.h"
#include "common/rpc/guarded.h"
#include "common/rpc/reasons.h"
#include "common/rpc/request_reader.h"

namespace sinergi {
namespace {

constexpr std::chrono::hours kUnbounded{24 * 365};

Error Cancelled() { return Error::Of(reasons::kCallCancelled); }

}  // namespace

StreamCall::StreamCall(const CallGate& gate, WorkerPool& pool, const Clock& clock,
                       const RpcService::Method& method)
    : gate_(gate), pool_(pool), clock_(clock), method_(method) {}

void StreamCall::Enter(grpc::CallbackServerContext& context) {
  self_ = shared_from_this();
  context_ = &context;
  call_ = gate_.Enter(context, method_);
}

void StreamCall::Begin(const grpc::ByteBuffer& request) {
  if (!*call_) return End(call_->error());
  auto message = ReadRequest(*method_.request, ToBytes(request));
  if (!message) return End(message.error());
  std::shared_ptr<google::protobuf::Message> shared = *std::move(message);
  const bool queued = pool_.Submit((*call_)->deadline, [self = self_, shared](bool expired) {
    if (expired) return self->End(Error::Of(reasons::kDeadlineExceeded));
    self->Open(*shared);
  });
  if (!queued) End(Error::Of(reasons::kOverloaded).RetryAfter(std::chrono::milliseconds(200)));
}

void StreamCall::Refuse(const Error& why) { End(*call_ ? why : call_->error()); }

void StreamCall::Open(const google::protobuf::Message& request) {
  auto source = Guarded([&] {
    return method_.stream(**call_, request, [weak = weak_from_this()] {
      if (const auto self = weak.lock()) self->Wake();
    });
  });
  if (!source) return End(source.error());
  source_ = *std::move(source);
  Fill();
}

void StreamCall::Wake() {
  std::unique_lock lock(mutex_);
  woken_ = true;
  if (!asking_ && !write_in_flight_ && waiting_.empty()) Ask(lock);
}

// Hands the source to a worker; when none can be had, the next tick tries again.
void StreamCall::Ask(std::unique_lock<std::mutex>& /*lock*/) {
  if (finished_ || asking_) return;
  woken_ = false;
  asking_ = pool_.Submit(Deadline::In(kUnbounded),
                         [self = shared_from_this()](bool /*expired*/) { self->Fill(); });
}

void StreamCall::Fill() {
  auto messages = Guarded([this] { return source_->Next(); });
  std::unique_lock lock(mutex_);
  asking_ = false;
  if (!messages) {
    if (!ending_) ending_ = Status(messages.error());
  } else {
    for (StreamMessage& message : *messages) waiting_.push_back(std::move(message));
  }
  WriteNext(lock);
}

void StreamCall::WriteNext(std::unique_lock<std::mutex>& lock) {
  if (finished_ || write_in_flight_) return;
  if (ending_ && (waiting_.empty() || !*ending_)) return FinishOnce(lock, *ending_);
  if (waiting_.empty()) {
    if (woken_) Ask(lock);
    return;
  }
  writing_ = ToBuffer(waiting_.front());
  waiting_.pop_front();
  write_in_flight_ = true;
  StartWrite(&writing_);
}

void StreamCall::OnWriteDone(bool ok) {
  std::unique_lock lock(mutex_);
  write_in_flight_ = false;
  if (!ok) return FinishOnce(lock, Cancelled());
  ++written_;
  if (waiting_.empty() && !ending_) return Ask(lock);
  WriteNext(lock);
}

void StreamCall::OnCancel() { End(Cancelled()); }

void StreamCall::End(const Status& outcome) {
  std::unique_lock lock(mutex_);
  if (!ending_) ending_ = outcome;
  waiting_.clear();
  WriteNext(lock);
}

// A caller without a subject came without a token, to a method that needs none.
bool StreamCall::HasExpired() const {
  if (!*call_) return false;
  const Caller& caller = (*call_)->caller;
  return !caller.subject.empty() && clock_.Now() >= caller.expires;
}

void StreamCall::Tick() {
  CutOff();
  if (HasExpired()) return End(Error::Of(reasons::kTokenExpired));
  Wake();
}

// A stream that was to end a tick ago and whose reader takes nothing is not waited for.
void StreamCall::CutOff() {
  const std::lock_guard lock(mutex_);
  if (ending_ && write_in_flight_ && !finished_) context_->TryCancel();
}

void StreamCall::FinishOnce(std::unique_lock<std::mutex>& /*lock*/, const Status& outcome) {
  if (finished_) return;
  finished_ = true;
  gate_.Leave(method_, *call_, outcome, began_, written_);
  Finish(outcome ? grpc::Status::OK : ToGrpcStatus(outcome.error()));
}

void StreamCall::OnDone() { self_.reset(); }

}  // namespace sinergi
