#include "services/cli/event_stream.h"

#include "services/cli/pauses.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::NotificationsService;
using notifications::v1::StreamEventsResponse;

// A connection that died unnoticed is noticed after this time; reconnecting costs nothing.
constexpr std::chrono::minutes kLongestConnection{5};
constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::chrono::milliseconds kLongestPause{2'000};

// gRPC says UNKNOWN for some ways in which a connection breaks, and CANCELLED when a stopping
// server cuts off what did not end in time; what we cancel ourselves is never asked about.
bool MayComeBack(const grpc::Status& status) {
  switch (status.error_code()) {
    case grpc::StatusCode::OK:
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
    case grpc::StatusCode::UNKNOWN:
    case grpc::StatusCode::CANCELLED:
      return true;
    default:
      return false;
  }
}

const std::string& TokenOf(const StreamEventsResponse& message) {
  return message.has_notification() ? message.notification().resume_token()
                                    : message.heartbeat().resume_token();
}

}  // namespace

Ending EventStream::Run(const Take& take, const Lost& lost) {
  Pauses pauses(kFirstPause, kLongestPause);
  while (!Stopped()) {
    const grpc::Status status = ReadOnce(take);
    if (enough_ || Stopped()) break;
    if (!MayComeBack(status) || !ever_heard_) return FailureOf(status, connection_.TraceId());
    if (heard_) pauses.Reset();
    const bool our_limit = status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED && heard_;
    if (our_limit) continue;
    if (heard_) lost(status);
    Pause(pauses.Next());
  }
  return {};
}

grpc::Status EventStream::ReadOnce(const Take& take) {
  const auto context = connection_.NewContext(kLongestConnection);
  heard_ = false;
  if (!Begin(*context)) return grpc::Status::OK;
  notifications::v1::StreamEventsRequest request;
  request.set_subscription_id(place_.subscription_id);
  request.set_resume_token(place_.resume_token);
  request.set_start(place_.start);
  NotificationsService::Stub stub(connection_.ChannelOf("notifications"));
  const auto reader = stub.StreamEvents(context.get(), request);
  StreamEventsResponse message;
  while (!enough_ && reader->Read(&message)) {
    heard_ = ever_heard_ = true;
    enough_ = !take(message);
    if (!TokenOf(message).empty()) place_.resume_token = TokenOf(message);
  }
  if (enough_) context->TryCancel();
  grpc::Status status = reader->Finish();
  End();
  return status;
}

void EventStream::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
  if (context_ != nullptr) context_->TryCancel();
  bell_.notify_all();
}

bool EventStream::Begin(grpc::ClientContext& context) {
  const std::lock_guard lock(mutex_);
  if (!stopped_) context_ = &context;
  return !stopped_;
}

void EventStream::End() {
  const std::lock_guard lock(mutex_);
  context_ = nullptr;
}

bool EventStream::Stopped() {
  const std::lock_guard lock(mutex_);
  return stopped_;
}

void EventStream::Pause(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  bell_.wait_for(lock, time, [this] { return stopped_; });
}

}  // namespace sinergi::cli
