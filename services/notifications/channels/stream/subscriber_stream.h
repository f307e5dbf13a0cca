#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include "common/rpc/rpc_service.h"
#include "common/time/clock.h"
#include "services/notifications/application/event_stream.h"
#include "services/notifications/channels/stream/shared_messages.h"

namespace sinergi::notifications {

// StreamEvents for one subscriber: a heartbeat first, then notifications in number order, and a
// heartbeat whenever nothing was sent for a while.
class SubscriberStream final : public StreamSource {
 public:
  SubscriberStream(std::unique_ptr<EventStream> events, std::shared_ptr<SharedMessages> shared,
                   const Clock& clock, std::chrono::milliseconds heartbeat,
                   std::function<void()> wake);

  Result<std::vector<StreamMessage>> Next() override;

 private:
  std::string Heartbeat(Instant now) const;

  const std::unique_ptr<EventStream> events_;
  const std::shared_ptr<SharedMessages> shared_;
  const Clock& clock_;
  const std::chrono::milliseconds heartbeat_;
  const WakeList::Wake wake_;
  bool begun_ = false;
  Instant last_sent_;
};

// Opens them, so that those of one subscription share what they say. Any thread; outlives them.
class SubscriberStreams {
 public:
  SubscriberStreams(const Clock& clock, std::chrono::milliseconds heartbeat)
      : clock_(clock), heartbeat_(heartbeat) {}

  std::unique_ptr<StreamSource> Open(std::unique_ptr<EventStream> events,
                                     std::function<void()> wake);

 private:
  using Key = std::pair<SubscriptionId, std::int64_t>;  // and its epoch

  std::shared_ptr<SharedMessages> SharedBy(const Key& key);

  const Clock& clock_;
  const std::chrono::milliseconds heartbeat_;
  std::mutex mutex_;
  std::map<Key, std::weak_ptr<SharedMessages>> shared_;  // guarded by mutex_
};

}  // namespace sinergi::notifications
