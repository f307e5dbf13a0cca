#include "services/cli/subscriber.h"

#include <algorithm>

#include "services/cli/messages.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

constexpr std::int64_t kStretch = 1000;  // the most that one answer may be asked for

}  // namespace

Ending Subscriber::Run(const Handlers& handlers) {
  handlers_ = &handlers;
  const auto take = [this](const auto& message) { return Take(message); };
  auto ending = stream_.Run(take, [this](const grpc::Status&) { handlers_->lost(); });
  return ending ? ending : failed_;
}

bool Subscriber::Take(const notifications::v1::StreamEventsResponse& message) {
  return message.has_notification() ? TakeOne(message.notification()) : Hear(message.heartbeat());
}

bool Subscriber::TakeOne(const Notification& notification) {
  switch (line_.Judge(notification.epoch(), notification.number())) {
    case NumberLine::Verdict::kRepeat:
      return true;
    case NumberLine::Verdict::kGap:
      return Refill(notification.number() - 1) && TakeOne(notification);
    case NumberLine::Verdict::kNewEpoch:
      handlers_->new_epoch(notification.epoch());
      break;
    case NumberLine::Verdict::kNext:
      break;
  }
  return handlers_->take(notification);
}

// What lies before a heartbeat should have come.
bool Subscriber::Hear(const Heartbeat& heartbeat) {
  // From the beginning the numbers start at 1, whatever the latest is.
  const bool at_end = place_.start == notifications::v1::STREAM_START_NOW;
  if (!line_.begun() && at_end && place_.resume_token.empty()) {
    line_.Begin(heartbeat.epoch(), heartbeat.last_number());
  }
  handlers_->heard(heartbeat);
  const bool missing = line_.begun() && line_.epoch() == heartbeat.epoch() &&
                       heartbeat.last_number() >= line_.expected();
  return !missing || Refill(heartbeat.last_number());
}

bool Subscriber::Refill(std::int64_t to_number) {
  while (line_.expected() <= to_number) {
    notifications::v1::FetchEventsRequest request;
    request.set_subscription_id(place_.subscription_id);
    request.set_epoch(line_.epoch());
    request.set_from_number(line_.expected());
    request.set_to_number(std::min(to_number, line_.expected() + kStretch - 1));
    const auto got =
        connection_.Call(&notifications::v1::NotificationsService::Stub::FetchEvents, request);
    const bool is_next =
        got && got->notifications_size() > 0 && got->notifications(0).number() == line_.expected();
    if (!is_next) {
      failed_ = got ? LocalFailure(messages::kNumbersJump,
                                   {{"number", std::to_string(to_number)},
                                    {"expected", std::to_string(line_.expected())}})
                    : got.failure();
      return false;
    }
    for (const Notification& one : got->notifications()) {
      if (!TakeOne(one)) return false;
    }
  }
  return true;
}

}  // namespace sinergi::cli
