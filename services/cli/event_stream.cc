#include "services/cli/event_stream.h"

#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::NotificationsService;
using notifications::v1::StreamEventsResponse;

std::string TokenAfter(const StreamEventsResponse& message) {
  return message.has_notification() ? message.notification().resume_token()
                                    : message.heartbeat().resume_token();
}

}  // namespace

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

EventStream::EventStream(const Connection& connection, const StreamPlace& place)
    : ResumingStream(
          connection,
          [&connection, place](grpc::ClientContext& context, const std::string& token) {
            notifications::v1::StreamEventsRequest request;
            request.set_subscription_id(place.subscription_id);
            request.set_resume_token(token);
            request.set_start(place.start);
            NotificationsService::Stub stub(connection.ChannelOf("notifications"));
            return stub.StreamEvents(&context, request);
          },
          TokenAfter, place.resume_token) {}

}  // namespace sinergi::cli
