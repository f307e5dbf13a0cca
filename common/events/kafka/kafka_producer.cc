#include "common/events/kafka/kafka_producer.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

namespace sinergi {
namespace {

constexpr int kQueueFullPauseMs = 10;

HeadersHandle ToHandle(std::span<const RecordHeader> headers) {
  HeadersHandle handle(rd_kafka_headers_new(headers.size()));
  for (const RecordHeader& header : headers) {
    rd_kafka_header_add(handle.get(), header.name.data(), static_cast<ssize_t>(header.name.size()),
                        header.value.data(), static_cast<ssize_t>(header.value.size()));
  }
  return handle;
}

rd_kafka_resp_err_t Produce(rd_kafka_t* client, const OutgoingRecord& record, std::size_t index) {
  HeadersHandle headers = ToHandle(record.headers);
  const auto failed = rd_kafka_producev(
      client, RD_KAFKA_V_TOPIC(record.topic->c_str()),
      RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
      // The client only reads it: it makes a copy, which outlives a Send that gave up.
      RD_KAFKA_V_VALUE(const_cast<char*>(record.value.data()), record.value.size()),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_HEADERS(headers.get()),
      // NOLINTNEXTLINE(performance-no-int-to-ptr): the place among the records, never a pointer
      RD_KAFKA_V_OPAQUE(reinterpret_cast<void*>(index)), RD_KAFKA_V_END);
  if (failed == RD_KAFKA_RESP_ERR_NO_ERROR) (void)headers.release();  // the record owns them now
  return failed;
}

}  // namespace

// The order of a key's records holds whatever fails, by these settings together:
// - message.timeout.ms=0: no record is given up alone, so that a later one would pass it;
// - enable.gapless.guarantee: a record that a broker refuses for good ends this producer;
// - one request in flight per broker: a partition that does not know this producer yet accepts any
//   first sequence number, so that a second request could be taken though the first was refused.
Result<std::unique_ptr<KafkaProducer>> KafkaProducer::Make(const KafkaConnection& connection,
                                                           std::size_t max_record_bytes) {
  auto conf = MakeConf(connection, {{"enable.idempotence", "true"},
                                    {"acks", "all"},
                                    {"message.timeout.ms", "0"},
                                    {"enable.gapless.guarantee", "true"},
                                    {"max.in.flight", "1"},
                                    {"partitioner", "murmur2"},  // as in the Java client
                                    {"compression.codec", "lz4"},
                                    {"linger.ms", "2"},
                                    {"message.max.bytes", std::to_string(max_record_bytes)},
                                    {"queue.buffering.max.kbytes", "65536"},
                                    {"allow.auto.create.topics", "false"}});
  if (!conf) return conf.error();
  auto producer = std::unique_ptr<KafkaProducer>(new KafkaProducer);
  rd_kafka_conf_set_opaque(conf->get(), producer.get());
  rd_kafka_conf_set_dr_msg_cb(conf->get(), &KafkaProducer::OnDelivery);
  rd_kafka_conf_set_error_cb(conf->get(), &KafkaProducer::OnError);
  auto client = MakeClient(RD_KAFKA_PRODUCER, *std::move(conf));
  if (!client) return client.error();
  producer->client_ = *std::move(client);
  return producer;
}

std::vector<Delivery> KafkaProducer::Send(OutgoingRecords& records, Deadline deadline) {
  deliveries_.assign(records.size(), {RD_KAFKA_RESP_ERR__TIMED_OUT, false});
  open_ = records.size();
  std::unordered_set<std::string_view> failed_keys;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const OutgoingRecord record = records.At(i);
    const Delivery delivery = !failed_keys.empty() && failed_keys.contains(record.key)
                                  ? Delivery{RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS, true}
                                  : Enqueue(record, i, deadline);
    if (delivery.error == RD_KAFKA_RESP_ERR_NO_ERROR) continue;
    failed_keys.insert(record.key);
    Settle(i, delivery);
  }
  rd_kafka_flush(client_.get(), static_cast<int>(deadline.Left().count()));
  return std::exchange(deliveries_, {});
}

bool KafkaProducer::reusable() const {
  return open_ == 0 &&
         rd_kafka_fatal_error(client_.get(), nullptr, 0) == RD_KAFKA_RESP_ERR_NO_ERROR;
}

Delivery KafkaProducer::Enqueue(const OutgoingRecord& record, std::size_t index,
                                Deadline deadline) {
  auto failed = Produce(client_.get(), record, index);
  while (failed == RD_KAFKA_RESP_ERR__QUEUE_FULL && !deadline.Passed()) {
    rd_kafka_poll(client_.get(), kQueueFullPauseMs);
    failed = Produce(client_.get(), record, index);
  }
  return {failed, failed != RD_KAFKA_RESP_ERR__QUEUE_FULL};
}

void KafkaProducer::Settle(std::size_t index, Delivery delivery) {
  if (index >= deliveries_.size()) return;
  deliveries_[index] = delivery;
  --open_;
}

void KafkaProducer::OnDelivery(rd_kafka_t* /*client*/, const rd_kafka_message_t* message,
                               void* self) {
  static_cast<KafkaProducer*>(self)->Settle(reinterpret_cast<std::size_t>(message->_private),
                                            {message->err, true});
}

void KafkaProducer::OnError(rd_kafka_t* /*client*/, int /*code*/, const char* text, void* self) {
  static_cast<KafkaProducer*>(self)->complaint_ = text;
}

}  // namespace sinergi
