#include "common/events/kafka/consumer_batch.h"

#include "common/events/kafka/cloud_event_record.h"

namespace sinergi {
namespace {

std::string_view Bytes(const void* data, std::size_t size) {
  return data == nullptr ? std::string_view()
                         : std::string_view(static_cast<const char*>(data), size);
}

std::vector<RecordHeader> HeadersIn(const rd_kafka_message_t* message) {
  std::vector<RecordHeader> found;
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return found;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0;
       rd_kafka_header_get_all(headers, i, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       ++i) {
    found.push_back({name, Bytes(value, size)});
  }
  return found;
}

PartitionName PartitionOf(const rd_kafka_message_t* message) {
  return {rd_kafka_topic_name(message->rkt), message->partition};
}

}  // namespace

DeadRecord UnreadableRecord::View() const {
  DeadRecord record;
  std::tie(record.topic, record.partition) = PartitionOf(message.get());
  record.offset = message->offset;
  if (message->key != nullptr) record.key = Bytes(message->key, message->key_len);
  record.headers = HeadersIn(message.get());
  record.value = Bytes(message->payload, message->len);
  return record;
}

void ConsumerBatch::Add(MessageHandle message) {
  const PartitionName partition = PartitionOf(message.get());
  const std::int64_t end = message->offset + 1;
  const auto [span, first] = spans_.try_emplace(partition, OffsetSpan{message->offset, end});
  if (!first) span->second.end = end;
  bytes_ += message->len + message->key_len;
  auto event =
      EventOf({partition.first, HeadersIn(message.get()), Bytes(message->payload, message->len)});
  if (event) {
    events_.push_back(*std::move(event));
    partitions_.push_back(partition.second);
  } else {
    unreadable_.push_back({std::move(message), event.error().Text(Language::kEnglish)});
  }
}

void ConsumerBatch::Forget(const PartitionName& partition) {
  if (spans_.erase(partition) == 0) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < events_.size(); ++i) {
    if (partitions_[i] == partition.second && events_[i].topic == partition.first) continue;
    if (kept != i) {
      events_[kept] = std::move(events_[i]);
      partitions_[kept] = partitions_[i];
    }
    ++kept;
  }
  events_.resize(kept);
  partitions_.resize(kept);
  std::erase_if(unreadable_, [&](const UnreadableRecord& record) {
    return PartitionOf(record.message.get()) == partition;
  });
}

void ConsumerBatch::Clear() { *this = ConsumerBatch(); }

std::optional<std::int64_t> ConsumerBatch::FirstOf(const PartitionName& partition) const {
  const auto found = spans_.find(partition);
  if (found == spans_.end()) return std::nullopt;
  return found->second.first;
}

std::map<PartitionName, std::int64_t> ConsumerBatch::Ends() const {
  std::map<PartitionName, std::int64_t> ends;
  for (const auto& [partition, span] : spans_) ends.emplace(partition, span.end);
  return ends;
}

}  // namespace sinergi
