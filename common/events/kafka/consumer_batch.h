#pragma once

#include <librdkafka/rdkafka.h>

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "common/events/event.h"
#include "common/events/kafka/dead_letters.h"
#include "common/events/kafka/kafka_handles.h"

namespace sinergi {

using PartitionName = std::pair<std::string, std::int32_t>;  // topic and number

// A record that is no event.
struct UnreadableRecord {
  MessageHandle message;
  std::string problem;

  DeadRecord View() const;  // borrows from `message`
};

// What was read and is not done yet, in the order of reading.
class ConsumerBatch {
 public:
  void Add(MessageHandle message);

  // Drops all of a partition: another member reads it now.
  void Forget(const PartitionName& partition);
  void Clear();

  bool empty() const { return spans_.empty(); }
  std::size_t size() const { return events_.size() + unreadable_.size(); }
  std::size_t bytes() const { return bytes_; }

  std::span<const Event> events() const { return events_; }
  std::vector<UnreadableRecord>& unreadable() { return unreadable_; }

  // The offset of the oldest record of a partition, if it has any here.
  std::optional<std::int64_t> FirstOf(const PartitionName& partition) const;

  // Per partition, the offset behind the last record.
  std::map<PartitionName, std::int64_t> Ends() const;

 private:
  struct OffsetSpan {
    std::int64_t first;
    std::int64_t end;
  };

  std::vector<Event> events_;
  std::vector<std::int32_t> partitions_;  // of each event
  std::vector<UnreadableRecord> unreadable_;
  std::map<PartitionName, OffsetSpan> spans_;
  std::size_t bytes_ = 0;
};

}  // namespace sinergi
