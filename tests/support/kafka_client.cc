#include "tests/support/kafka_client.h"

#include <gtest/gtest.h>
#include <librdkafka/rdkafka.h>

#include <array>
#include <atomic>
#include <chrono>
#include <map>
#include <thread>

namespace sinergi::testing {
namespace {

template <auto Destroy>
struct Deleter {
  template <class T>
  void operator()(T* handle) const {
    Destroy(handle);
  }
};

using Client = std::unique_ptr<rd_kafka_t, Deleter<&rd_kafka_destroy>>;
using Partitions = std::unique_ptr<rd_kafka_topic_partition_list_t,
                                   Deleter<&rd_kafka_topic_partition_list_destroy>>;
using Message = std::unique_ptr<rd_kafka_message_t, Deleter<&rd_kafka_message_destroy>>;

rd_kafka_conf_t* ConfOf(const std::map<std::string, std::string>& settings) {
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  for (const auto& [name, value] : settings) {
    std::array<char, 256> problem{};
    EXPECT_EQ(rd_kafka_conf_set(conf, name.c_str(), value.c_str(), problem.data(), problem.size()),
              RD_KAFKA_CONF_OK)
        << problem.data();
  }
  return conf;
}

Client ClientOf(rd_kafka_type_t type, rd_kafka_conf_t* conf) {
  std::array<char, 256> problem{};
  Client client(rd_kafka_new(type, conf, problem.data(), problem.size()));
  EXPECT_NE(client, nullptr) << problem.data();
  return client;
}

PlainRecord RecordOf(const rd_kafka_message_t& message) {
  PlainRecord record{
      rd_kafka_topic_name(message.rkt), message.partition, message.offset, {}, {}, {}};
  record.key.assign(static_cast<const char*>(message.key), message.key_len);
  record.value.assign(static_cast<const char*>(message.payload), message.len);
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(&message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return record;
  const char* name = nullptr;
  const void* content = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0;
       rd_kafka_header_get_all(headers, i, &name, &content, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       ++i) {
    record.headers.emplace_back(name, std::string(static_cast<const char*>(content), size));
  }
  return record;
}

Partitions AllFromTheBeginning(rd_kafka_t* client, const std::string& topic) {
  Partitions list(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_t* const handle = rd_kafka_topic_new(client, topic.c_str(), nullptr);
  const rd_kafka_metadata_t* metadata = nullptr;
  if (rd_kafka_metadata(client, 0, handle, &metadata, 10'000) == RD_KAFKA_RESP_ERR_NO_ERROR) {
    for (int i = 0; i < metadata->topics[0].partition_cnt; ++i) {
      rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), i)->offset =
          RD_KAFKA_OFFSET_BEGINNING;
    }
    rd_kafka_metadata_destroy(metadata);
  }
  rd_kafka_topic_destroy(handle);
  return list;
}

}  // namespace

std::string PlainRecord::Header(const std::string& name) const {
  for (const auto& [header, content] : headers) {
    if (header == name) return content;
  }
  return {};
}

std::vector<PlainRecord> ReadRecords(const std::string& brokers, const std::string& topic,
                                     std::size_t count, int seconds) {
  const Client client = ClientOf(RD_KAFKA_CONSUMER, ConfOf({{"bootstrap.servers", brokers},
                                                            {"group.id", "plain"},
                                                            {"enable.auto.commit", "false"}}));
  rd_kafka_poll_set_consumer(client.get());
  rd_kafka_assign(client.get(), AllFromTheBeginning(client.get(), topic).get());
  std::vector<PlainRecord> records;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (records.size() < count && std::chrono::steady_clock::now() < end) {
    const Message message(rd_kafka_consumer_poll(client.get(), 100));
    if (message && message->err == RD_KAFKA_RESP_ERR_NO_ERROR) {
      records.push_back(RecordOf(*message));
    }
  }
  return records;
}

std::vector<std::string> SubjectsAndRevisions(const std::vector<PlainRecord>& records) {
  std::vector<std::string> labels;
  labels.reserve(records.size());
  for (const PlainRecord& record : records) {
    labels.push_back(record.Header("ce_subject") + "#" + record.Header("ce_revision"));
  }
  return labels;
}

bool WriteRecord(const std::string& brokers, const PlainRecord& record) {
  const Client client =
      ClientOf(RD_KAFKA_PRODUCER, ConfOf({{"bootstrap.servers", brokers}, {"linger.ms", "0"}}));
  rd_kafka_headers_t* const headers = rd_kafka_headers_new(record.headers.size());
  for (const auto& [name, value] : record.headers) {
    rd_kafka_header_add(headers, name.c_str(), -1, value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  std::array<rd_kafka_vu_t, 5> arguments{};
  arguments[0].vtype = RD_KAFKA_VTYPE_TOPIC;
  arguments[0].u.cstr = record.topic.c_str();
  arguments[1].vtype = RD_KAFKA_VTYPE_PARTITION;
  arguments[1].u.i32 = record.partition;
  arguments[2].vtype = RD_KAFKA_VTYPE_KEY;
  arguments[2].u.mem = {const_cast<char*>(record.key.data()), record.key.size()};
  arguments[3].vtype = RD_KAFKA_VTYPE_VALUE;
  arguments[3].u.mem = {const_cast<char*>(record.value.data()), record.value.size()};
  arguments[4].vtype = RD_KAFKA_VTYPE_HEADERS;
  arguments[4].u.headers = headers;
  rd_kafka_error_t* const failed =
      rd_kafka_produceva(client.get(), arguments.data(), arguments.size());
  EXPECT_EQ(failed, nullptr) << rd_kafka_error_string(failed);
  return failed == nullptr && rd_kafka_flush(client.get(), 20'000) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

std::optional<std::int64_t> CommittedOffset(const std::string& brokers, const std::string& group,
                                            const std::string& topic, std::int32_t partition) {
  const Client client =
      ClientOf(RD_KAFKA_CONSUMER, ConfOf({{"bootstrap.servers", brokers}, {"group.id", group}}));
  const Partitions asked(rd_kafka_topic_partition_list_new(1));
  rd_kafka_topic_partition_list_add(asked.get(), topic.c_str(), partition);
  if (rd_kafka_committed(client.get(), asked.get(), 10'000) != RD_KAFKA_RESP_ERR_NO_ERROR ||
      asked->elems[0].offset < 0) {
    return std::nullopt;
  }
  return asked->elems[0].offset;
}

class PlainMember::Impl {
 public:
  Impl(const std::string& brokers, const std::string& group, const std::string& instance,
       const std::string& topic) {
    rd_kafka_conf_t* const conf = ConfOf({{"bootstrap.servers", brokers},
                                          {"group.id", group},
                                          {"group.instance.id", instance},
                                          {"session.timeout.ms", "6000"},
                                          {"partition.assignment.strategy", "roundrobin"}});
    rd_kafka_conf_set_opaque(conf, this);
    rd_kafka_conf_set_rebalance_cb(conf, &Impl::OnRebalance);
    client_ = ClientOf(RD_KAFKA_CONSUMER, conf);
    rd_kafka_poll_set_consumer(client_.get());
    const Partitions topics(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(topics.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(client_.get(), topics.get());
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested())
        const Message ignored(rd_kafka_consumer_poll(client_.get(), 50));
    });
  }

  std::atomic<int> changes = 0;
  std::atomic<int> partitions = 0;

 private:
  static void OnRebalance(rd_kafka_t* client, rd_kafka_resp_err_t what,
                          rd_kafka_topic_partition_list_t* list, void* self) {
    auto* const member = static_cast<Impl*>(self);
    const bool more = what == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS;
    member->partitions += more ? list->cnt : -list->cnt;
    ++member->changes;
    EXPECT_EQ(rd_kafka_assign(client, more ? list : nullptr), RD_KAFKA_RESP_ERR_NO_ERROR);
  }

  Client client_;
  std::jthread thread_;
};

PlainMember::PlainMember(const std::string& brokers, const std::string& group,
                         const std::string& instance, const std::string& topic)
    : impl_(std::make_unique<Impl>(brokers, group, instance, topic)) {}
PlainMember::~PlainMember() = default;
int PlainMember::changes() const { return impl_->changes; }
int PlainMember::partitions() const { return impl_->partitions; }

}  // namespace sinergi::testing
