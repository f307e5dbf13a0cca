#include "common/events/kafka/kafka_producer.h"

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

namespace sinergi {
namespace {

constexpr int kQueueFullPauseMs = 10;
constexpr int kLookMs = 100;  // how often a wait for answers looks whether the brokers are lost

// What goes into one request whatever partitions it is for: batch.size and batch.num.messages are a
// little more.
constexpr std::size_t kPortionBytes = 900'000;
constexpr std::size_t kPortionRecords = 9'000;
constexpr std::size_t kRecordBytes = 100;  // besides key, value and headers, at most
constexpr std::size_t kHeaderBytes = 10;

std::size_t BytesOf(const OutgoingRecord& record) {
  std::size_t bytes = kRecordBytes + record.key.size() + record.value.size();
  for (const RecordHeader& header : record.headers) {
    bytes += kHeaderBytes + header.name.size() + header.value.size();
  }
  return bytes;
}

HeadersHandle ToHandle(std::span<const RecordHeader> headers) {
  HeadersHandle handle(rd_kafka_headers_new(headers.size()));
  for (const RecordHeader& header : headers) {
    rd_kafka_header_add(handle.get(), header.name.data(), static_cast<ssize_t>(header.name.size()),
                        header.value.data(), static_cast<ssize_t>(header.value.size()));
  }
  return handle;
}

rd_kafka_vu_t Argument(rd_kafka_vtype_t type) {
  rd_kafka_vu_t argument{};
  argument.vtype = type;
  return argument;
}

rd_kafka_vu_t Bytes(rd_kafka_vtype_t type, std::string_view bytes) {
  rd_kafka_vu_t argument = Argument(type);
  argument.u.mem.ptr = const_cast<char*>(bytes.data());  // it is only read
  argument.u.mem.size = bytes.size();
  return argument;
}

// The client copies key and value: they may be gone when a Send gave up.
rd_kafka_resp_err_t Produce(rd_kafka_t* client, const OutgoingRecord& record, std::size_t index) {
  HeadersHandle headers = ToHandle(record.headers);
  std::array arguments{Argument(RD_KAFKA_VTYPE_TOPIC),
                       Bytes(RD_KAFKA_VTYPE_KEY, record.key),
                       Bytes(RD_KAFKA_VTYPE_VALUE, record.value),
                       Argument(RD_KAFKA_VTYPE_MSGFLAGS),
                       Argument(RD_KAFKA_VTYPE_HEADERS),
                       Argument(RD_KAFKA_VTYPE_OPAQUE)};
  arguments[0].u.cstr = record.topic->c_str();
  arguments[3].u.i = RD_KAFKA_MSG_F_COPY;
  arguments[4].u.headers = headers.get();
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the place among the records, never a pointer
  arguments[5].u.ptr = reinterpret_cast<void*>(index);
  const KafkaErrorHandle failed(rd_kafka_produceva(client, arguments.data(), arguments.size()));
  if (failed) return rd_kafka_error_code(failed.get());
  (void)headers.release();  // the record owns them now
  return RD_KAFKA_RESP_ERR_NO_ERROR;
}

}  // namespace

// The order of a key's records holds whatever fails, by these settings together:
// - message.timeout.ms=0: no record is given up alone, so that a later one would pass it;
// - enable.gapless.guarantee: a record that a broker refuses for good ends this producer;
// - one request at a time for each partition: one that does not know this producer yet accepts any
//   first sequence number, so that a second request could be taken though the first was refused.
//   linger.ms lets nothing go before a portion's flush, and a portion fits into one request.
Result<std::unique_ptr<KafkaProducer>> KafkaProducer::Make(const KafkaConnection& connection,
                                                           std::size_t max_record_bytes) {
  auto conf = MakeConf(connection, {{"enable.idempotence", "true"},
                                    {"acks", "all"},
                                    {"message.timeout.ms", "0"},
                                    {"enable.gapless.guarantee", "true"},
                                    {"partitioner", "murmur2"},  // as in the Java client
                                    {"compression.codec", "lz4"},
                                    {"linger.ms", "60000"},
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
  std::size_t next = 0;
  while (next < records.size() && !deadline.Passed()) {
    const std::size_t first = next;
    next = EnqueuePortion(records, first, deadline);
    AwaitAnswers(deadline);
    const auto all_written = std::all_of(
        deliveries_.begin() + static_cast<std::ptrdiff_t>(first),
        deliveries_.begin() + static_cast<std::ptrdiff_t>(next),
        [](const Delivery& delivery) { return delivery.error == RD_KAFKA_RESP_ERR_NO_ERROR; });
    if (all_written) continue;
    std::fill(deliveries_.begin() + static_cast<std::ptrdiff_t>(next), deliveries_.end(),
              Delivery{RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS, true});
    break;
  }
  return std::exchange(deliveries_, {});
}

std::size_t KafkaProducer::EnqueuePortion(OutgoingRecords& records, std::size_t first,
                                          Deadline deadline) {
  std::unordered_set<std::string_view> failed_keys;
  std::size_t bytes = 0;
  std::size_t i = first;
  for (; i < records.size() && i - first < kPortionRecords; ++i) {
    const OutgoingRecord record = records.At(i);
    bytes += BytesOf(record);
    if (bytes > kPortionBytes && i > first) break;
    const Delivery delivery = !failed_keys.empty() && failed_keys.contains(record.key)
                                  ? Delivery{RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS, true}
                                  : Enqueue(record, i, deadline);
    if (delivery.error == RD_KAFKA_RESP_ERR_NO_ERROR) {
      ++open_;
    } else {
      failed_keys.insert(record.key);
      deliveries_[i] = delivery;
    }
  }
  return i;
}

// What the brokers knew this producer by may be another's by the time that they are back, when they
// were made anew meanwhile: then records would be taken for repeats of the other's and lost. So it
// sends nothing any more, and what is on its way goes out again by a new one.
void KafkaProducer::AwaitAnswers(Deadline deadline) {
  while (open_ > 0 && !lost_ && !deadline.Passed()) {
    const auto left = static_cast<int>(deadline.Left().count());
    rd_kafka_flush(client_.get(), std::min(left, kLookMs));
  }
  if (lost_) rd_kafka_purge(client_.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
}

bool KafkaProducer::IsUsable() {
  rd_kafka_poll(client_.get(), 0);
  return reusable();
}

bool KafkaProducer::reusable() const {
  return open_ == 0 && !lost_ &&
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
  if (index < deliveries_.size()) deliveries_[index] = delivery;
  --open_;
}

void KafkaProducer::OnDelivery(rd_kafka_t* /*client*/, const rd_kafka_message_t* message,
                               void* self) {
  static_cast<KafkaProducer*>(self)->Settle(reinterpret_cast<std::size_t>(message->_private),
                                            {message->err, true});
}

void KafkaProducer::OnError(rd_kafka_t* /*client*/, int code, const char* text, void* self) {
  auto& producer = *static_cast<KafkaProducer*>(self);
  producer.complaint_ = text;
  if (code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN) producer.lost_ = true;
}

}  // namespace sinergi
