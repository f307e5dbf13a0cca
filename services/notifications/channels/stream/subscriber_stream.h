#pragma once

#include <chrono>
#include <memory>

#include "common/rpc/rpc_service.h"
#include "common/time/clock.h"
#include "services/notifications/application/event_stream.h"

namespace sinergi::notifications {

// StreamEvents for one subscriber: a heartbeat first, then notifications in number order, and a
// heartbeat whenever nothing was sent for a while.
class SubscriberStream final : public StreamSource {
 public:
  SubscriberStream(std::unique_ptr<EventStream> events, const Clock& clock,
                   std::chrono::milliseconds heartbeat, std::function<void()> wake);

  Result<std::vector<std::string>> Next() override;

 private:
  std::string Heartbeat(Instant now) const;
  std::string Notification(const Delivery& delivery) const;

  const std::unique_ptr<EventStream> events_;
  const Clock& clock_;
  const std::chrono::milliseconds heartbeat_;
  const WakeList::Wake wake_;
  bool begun_ = false;
  Instant last_sent_;
};

}  // namespace sinergi::notifications
