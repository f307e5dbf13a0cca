#pragma once

#include <string>

#include "services/cli/resuming_stream.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::cli {

// Where a stream begins.
struct StreamPlace {
  std::string subscription_id;
  std::string resume_token;  // wins over `start`
  notifications::v1::StreamStart start = notifications::v1::STREAM_START_BEGINNING;
};

// A subscription's events for as long as one likes.
class EventStream : public ResumingStream<notifications::v1::StreamEventsResponse> {
 public:
  EventStream(const Connection& connection, const StreamPlace& place);
};

}  // namespace sinergi::cli
