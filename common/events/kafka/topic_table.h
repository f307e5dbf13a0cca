#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.h"

namespace sinergi {

// How one topic has to be.
struct KafkaTopic {
  std::string name;
  int partitions = 1;                  // from 1; never changed once events are in it
  std::chrono::hours retention{-1};    // whole days; -1 keeps everything
  std::string cleanup = "delete";      // or "compact"
  std::int64_t max_message_bytes = 0;  // of one record, or of some that are sent together
};

// Reads a table of the columns topic, partitions, retention_days, cleanup and max_message_bytes.
// A retention of "forever" keeps everything. CSV_MALFORMED, or TOPIC_TABLE_INVALID with the line.
Result<std::vector<KafkaTopic>> ParseTopicTable(std::string_view csv);

}  // namespace sinergi
