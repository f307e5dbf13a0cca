#include "tests/bench/kafka_client.h"

#include <librdkafka/rdkafka.h>

#include <array>

#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

constexpr int kPartitions = 12;
constexpr int kAnswerMs = 30'000;

template <class T, auto destroy>
struct Destroy {
  void operator()(T* handle) const { destroy(handle); }
};
template <class T, auto destroy>
using Owner = std::unique_ptr<T, Destroy<T, destroy>>;

using Client = Owner<rd_kafka_t, &rd_kafka_destroy>;
using Settings = std::vector<std::pair<std::string, std::string>>;

Client MakeClient(rd_kafka_type_t type, const Settings& settings,
                  void (*delivered)(rd_kafka_t*, const rd_kafka_message_t*, void*) = nullptr) {
  rd_kafka_conf_t* conf = rd_kafka_conf_new();
  std::array<char, 512> problem{};
  for (const auto& [name, value] : settings) {
    if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), problem.data(), problem.size()) !=
        RD_KAFKA_CONF_OK) {
      Fail(problem.data());
    }
  }
  if (delivered != nullptr) rd_kafka_conf_set_dr_msg_cb(conf, delivered);
  Client client(rd_kafka_new(type, conf, problem.data(), problem.size()));
  if (!client) Fail(problem.data());
  return client;
}

void CheckDelivery(rd_kafka_t* /*client*/, const rd_kafka_message_t* message, void* /*opaque*/) {
  if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) Fail(rd_kafka_err2str(message->err));
}

std::string Bytes(const void* data, std::size_t size) {
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

Record RecordOf(const rd_kafka_message_t* message) {
  Record record{Bytes(message->key, message->key_len),
                {},
                Bytes(message->payload, message->len),
                rd_kafka_message_timestamp(message, nullptr)};
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return record;
  const char* name = nullptr;
  const void* bytes = nullptr;
  std::size_t size = 0;
  for (std::size_t i = 0;
       rd_kafka_header_get_all(headers, i, &name, &bytes, &size) == RD_KAFKA_RESP_ERR_NO_ERROR;
       ++i) {
    record.headers.emplace_back(name, Bytes(bytes, size));
  }
  return record;
}

// The first offset and the one behind the last. A topic that was made just now may not be ready.
std::pair<std::int64_t, std::int64_t> OffsetsOf(rd_kafka_t* client, const std::string& topic,
                                                int partition) {
  constexpr int kTries = 100;
  for (int tries = 1;; ++tries) {
    std::int64_t low = 0;
    std::int64_t high = 0;
    const auto failed =
        rd_kafka_query_watermark_offsets(client, topic.c_str(), partition, &low, &high, kAnswerMs);
    if (failed == RD_KAFKA_RESP_ERR_NO_ERROR) return {low, high};
    if (tries == kTries) Fail(topic + ": " + rd_kafka_err2str(failed));
    rd_kafka_poll(client, 50);
  }
}

}  // namespace

const std::string& Record::Header(const std::string& name) const {
  static const std::string kNone;
  for (const auto& [header, text] : headers) {
    if (header == name) return text;
  }
  return kNone;
}

// --- producing -----------------------------------------------------------------------------------

class PlainProducer::Impl {
 public:
  Impl(Settings settings, std::string name)
      : client(MakeClient(RD_KAFKA_PRODUCER, settings, &CheckDelivery)), topic(std::move(name)) {}

  Client client;
  const std::string topic;
};

PlainProducer::PlainProducer(const std::string& brokers, std::string topic,
                             const Settings& settings) {
  // As common/events/kafka/kafka_producer.cc has them, but for its portions: records go as they
  // come.
  Settings all{{"bootstrap.servers", brokers},
               {"enable.idempotence", "true"},
               {"acks", "all"},
               {"message.timeout.ms", "0"},
               {"enable.gapless.guarantee", "true"},
               {"partitioner", "murmur2"},
               {"compression.codec", "lz4"},
               {"linger.ms", "2"},
               {"queue.buffering.max.kbytes", "65536"},
               {"log_level", "3"}};
  all.insert(all.end(), settings.begin(), settings.end());
  impl_ = std::make_unique<Impl>(std::move(all), std::move(topic));
}

PlainProducer::~PlainProducer() = default;

void PlainProducer::Produce(const Record& record) {
  using HeadersOwner = Owner<rd_kafka_headers_t, &rd_kafka_headers_destroy>;
  HeadersOwner headers(rd_kafka_headers_new(record.headers.size()));
  for (const auto& [name, value] : record.headers) {
    rd_kafka_header_add(headers.get(), name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  while (true) {
    const auto failed = rd_kafka_producev(
        impl_->client.get(), RD_KAFKA_V_TOPIC(impl_->topic.c_str()),
        RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
        RD_KAFKA_V_VALUE(const_cast<char*>(record.value.data()), record.value.size()),
        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_HEADERS(headers.get()),
        RD_KAFKA_V_END);
    if (failed == RD_KAFKA_RESP_ERR_NO_ERROR) break;
    if (failed != RD_KAFKA_RESP_ERR__QUEUE_FULL) Fail(rd_kafka_err2str(failed));
    rd_kafka_poll(impl_->client.get(), 10);
  }
  (void)headers.release();  // the record owns them now
}

void PlainProducer::Poll() { rd_kafka_poll(impl_->client.get(), 0); }

void PlainProducer::Flush() {
  if (rd_kafka_flush(impl_->client.get(), kAnswerMs) != RD_KAFKA_RESP_ERR_NO_ERROR) {
    Fail("Kafka did not acknowledge everything in time");
  }
}

// --- consuming -----------------------------------------------------------------------------------

class PlainConsumer::Impl {
 public:
  explicit Impl(const Settings& settings) : client(MakeClient(RD_KAFKA_CONSUMER, settings)) {
    rd_kafka_poll_set_consumer(client.get());
  }

  Client client;
};

PlainConsumer::PlainConsumer(const std::string& brokers, const std::string& topic, From from)
    : impl_(std::make_unique<Impl>(Settings{{"bootstrap.servers", brokers},
                                            {"group.id", "bench"},  // never joined
                                            {"enable.auto.commit", "false"},
                                            {"fetch.wait.max.ms", "250"},
                                            {"log_level", "3"}})) {
  using List = Owner<rd_kafka_topic_partition_list_t, &rd_kafka_topic_partition_list_destroy>;
  const List list(rd_kafka_topic_partition_list_new(kPartitions));
  for (int i = 0; i < kPartitions; ++i) {
    const auto [low, high] = OffsetsOf(impl_->client.get(), topic, i);
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), i)->offset =
        from == From::kBeginning ? low : high;
  }
  rd_kafka_assign(impl_->client.get(), list.get());
}

PlainConsumer::~PlainConsumer() = default;

void PlainConsumer::Read(std::chrono::seconds patience, const std::function<bool(Record&&)>& take) {
  using Message = Owner<rd_kafka_message_t, &rd_kafka_message_destroy>;
  const auto patience_ms = static_cast<int>(std::chrono::milliseconds(patience).count());
  while (true) {
    const Message message(rd_kafka_consumer_poll(impl_->client.get(), patience_ms));
    if (message == nullptr) Fail("no further record came");
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) Fail(rd_kafka_message_errstr(message.get()));
    if (!take(RecordOf(message.get()))) return;
  }
}

void MakeTopic(const std::string& brokers, const std::string& topic) {
  using Topic = Owner<rd_kafka_NewTopic_t, &rd_kafka_NewTopic_destroy>;
  using Queue = Owner<rd_kafka_queue_t, &rd_kafka_queue_destroy>;
  using Event = Owner<rd_kafka_event_t, &rd_kafka_event_destroy>;
  const Client client = MakeClient(RD_KAFKA_PRODUCER, {{"bootstrap.servers", brokers}});
  const Topic wanted(rd_kafka_NewTopic_new(topic.c_str(), kPartitions, 1, nullptr, 0));
  const Queue queue(rd_kafka_queue_new(client.get()));
  rd_kafka_NewTopic_t* one = wanted.get();
  rd_kafka_CreateTopics(client.get(), &one, 1, nullptr, queue.get());
  const Event answer(rd_kafka_queue_poll(queue.get(), kAnswerMs));
  std::size_t count = 0;
  const auto* result = rd_kafka_event_CreateTopics_result(answer.get());
  if (result == nullptr) Fail("Kafka did not answer");
  const auto* const* topics = rd_kafka_CreateTopics_result_topics(result, &count);
  const auto failed =
      count == 1 ? rd_kafka_topic_result_error(topics[0]) : rd_kafka_event_error(answer.get());
  if (failed != RD_KAFKA_RESP_ERR_NO_ERROR && failed != RD_KAFKA_RESP_ERR_TOPIC_ALREADY_EXISTS) {
    Fail(topic + ": " + rd_kafka_err2str(failed));
  }
}

}  // namespace sinergi::bench
