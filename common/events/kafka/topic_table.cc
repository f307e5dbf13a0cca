#include "common/events/kafka/topic_table.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>

#include "common/csv/csv.h"
#include "common/events/kafka/reasons.h"

namespace sinergi {
namespace {

constexpr std::size_t kLongestName = 249;  // Kafka's own limit
constexpr std::string_view kForever = "forever";

std::optional<std::int64_t> Number(std::string_view text, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (number < least || number > most) return std::nullopt;
  return number;
}

bool IsTopicName(std::string_view name) {
  constexpr std::string_view kAllowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";
  return !name.empty() && name.size() <= kLongestName && name != "." && name != ".." &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

// What is wrong with a row; empty when `topic` is what it says.
std::string ReadRow(const std::vector<std::string>& fields, KafkaTopic& topic) {
  if (!IsTopicName(fields[0])) return "the topic's name is not one that Kafka allows";
  topic.name = fields[0];
  const auto partitions = Number(fields[1], 1, 10'000);
  if (!partitions) return "partitions must be a number from 1 to 10000";
  topic.partitions = static_cast<int>(*partitions);
  if (fields[2] != kForever) {
    const auto days = Number(fields[2], 1, 36'500);
    if (!days) return "retention_days must be a number from 1 to 36500, or forever";
    topic.retention = std::chrono::days(*days);
  }
  if (fields[3] != "delete" && fields[3] != "compact") return "cleanup must be delete or compact";
  topic.cleanup = fields[3];
  const auto bytes = Number(fields[4], 1024, 100'000'000);
  if (!bytes) return "max_message_bytes must be a number from 1024 to 100000000";
  topic.max_message_bytes = *bytes;
  return {};
}

}  // namespace

Result<std::vector<KafkaTopic>> ParseTopicTable(std::string_view csv) {
  const auto rows =
      ParseCsv(csv, {"topic", "partitions", "retention_days", "cleanup", "max_message_bytes"});
  if (!rows) return rows.error();
  std::vector<KafkaTopic> topics;
  std::set<std::string> names;
  for (const CsvRow& row : *rows) {
    KafkaTopic topic;
    std::string problem = ReadRow(row.fields, topic);
    if (problem.empty() && !names.insert(topic.name).second) problem = "the topic is there already";
    if (!problem.empty()) {
      return Error::Of(reasons::kTopicTableInvalid,
                       {{"line", std::to_string(row.line)}, {"problem", problem}});
    }
    topics.push_back(std::move(topic));
  }
  return topics;
}

}  // namespace sinergi
