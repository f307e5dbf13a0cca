#pragma once

#include <chrono>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "common/events/event_consumer.h"
#include "common/events/kafka/consumer_batch.h"
#include "common/events/kafka/dead_letters.h"
#include "common/events/kafka/group_member.h"
#include "common/telemetry/metrics.h"
#include "common/time/deadline.h"

namespace sinergi {

struct KafkaConsumerOptions {
  std::size_t batch;
  std::size_t batch_bytes;
  std::chrono::milliseconds first_backoff;
  std::chrono::milliseconds longest_backoff;
  std::chrono::milliseconds patience;  // of setting one record aside
  Metrics* metrics;                    // may be none
};

// A member of its group as long as Run runs. A batch whose handler fails is kept and tried again,
// its partitions paused meanwhile, so that the member keeps its place in the group however long it
// takes. A partition that is taken away is forgotten: the next member begins behind what is stored.
class KafkaConsumer final : public EventConsumer {
 public:
  KafkaConsumer(KafkaConnection connection, GroupOptions group, KafkaConsumerOptions options);

  void Run(std::stop_token stop, const EventHandler& handler) override;

  // In `<topic>.dead`.
  Status SetAside(const Event& event, const std::string& reason, std::int64_t attempts) override;

 private:
  // Until `stop` or until the member is lost.
  void Serve(const std::stop_token& stop, const EventHandler& handler, GroupMember& member);

  void Fill(GroupMember& member);

  // Handles the batch and sets aside what is no event. May be called again after an error.
  Status Finish(const EventHandler& handler);
  Status SetAsideUnreadable(const UnreadableRecord& record);

  void Wait(const std::stop_token& stop, GroupMember& member, std::chrono::milliseconds time);
  void Take(MessageHandle message);
  void LogFailure(std::string_view what, const Error& error) const;
  void ShowLag(const GroupMember& member);

  const KafkaConnection connection_;
  const GroupOptions group_;
  const KafkaConsumerOptions options_;
  DeadLetters dead_letters_;
  ConsumerBatch batch_;
  bool handled_ = false;  // the batch's events are; its unreadable records may not be
  Deadline lag_due_ = Deadline::In({});
  std::map<PartitionName, Gauge*> lags_;
};

}  // namespace sinergi
