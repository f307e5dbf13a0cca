#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/events/event.h"
#include "common/events/kafka/cloud_event_record.h"
#include "common/result/result.h"

namespace sinergi {

struct KafkaConnection;
class KafkaSender;

// Who set a record aside, and why.
struct DeadLetterNote {
  std::string consumer;       // the group's name
  std::string reason;         // for the person who looks at it; nothing personal
  std::int64_t attempts = 1;  // how often it was tried
};

// A record as it was read, event or not; borrows its bytes.
struct DeadRecord {
  std::string topic;
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::optional<std::string_view> key;
  std::vector<RecordHeader> headers;
  std::string_view value;
};

// Sets records aside in `<topic>.dead`, unchanged but for headers that say why: dead_consumer,
// dead_reason, dead_attempts, dead_topic and, of a record, dead_partition and dead_offset. OK means
// durable; UNAVAILABLE may be tried again. Waits at most `patience`. Any thread.
class DeadLetters {
 public:
  DeadLetters(const KafkaConnection& connection, std::chrono::milliseconds patience);
  ~DeadLetters();

  // An event that its handler gave up.
  Status Publish(const Event& event, const DeadLetterNote& note);

  // A record, also one that is no event. One that is too large for the dead letters goes without
  // its value, with dead_value_bytes in its place.
  Status Publish(const DeadRecord& record, const DeadLetterNote& note);

 private:
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::unique_ptr<KafkaSender> sender_;  // guarded by mutex_
};

}  // namespace sinergi
