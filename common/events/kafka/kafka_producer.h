#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/events/kafka/cloud_event_record.h"
#include "common/events/kafka/kafka_connection.h"
#include "common/time/deadline.h"

namespace sinergi {

// A record to be sent; all of it is borrowed.
struct OutgoingRecord {
  const std::string* topic;
  std::string_view key;
  std::span<const RecordHeader> headers;
  std::string_view value;
};

// The records of one Send. Keys stay until the end of the Send, the rest of what At gives until the
// next call.
class OutgoingRecords {
 public:
  virtual ~OutgoingRecords() = default;
  virtual std::size_t size() const = 0;
  virtual OutgoingRecord At(std::size_t index) = 0;
};

// What became of one record: durable, or why not.
struct Delivery {
  rd_kafka_resp_err_t error = RD_KAFKA_RESP_ERR_NO_ERROR;
  bool answered = false;  // by a broker or this client; else its time was over
};

// One idempotent producer. Records of one key go out in order, and none goes out behind one that
// failed. Used by one thread at a time.
class KafkaProducer {
 public:
  static Result<std::unique_ptr<KafkaProducer>> Make(const KafkaConnection& connection,
                                                     std::size_t max_record_bytes);

  // Sends and waits for all answers, at most until the deadline, portion by portion: after one that
  // fails the rest stays. One Delivery per record.
  std::vector<Delivery> Send(OutgoingRecords& records, Deadline deadline);

  // Whether it may send again. It may not when its idempotence is lost, when every broker was lost,
  // nor when records are still on their way: those end with this object or, if a broker has them
  // already, become repeats.
  bool reusable() const;

  // The same, after hearing what happened since it last sent.
  bool IsUsable();

  // What the client complained of last; for the log.
  const std::string& complaint() const { return complaint_; }

 private:
  KafkaProducer() = default;

  static void OnDelivery(rd_kafka_t* client, const rd_kafka_message_t* message, void* self);
  static void OnError(rd_kafka_t* client, int code, const char* text, void* self);

  // Enqueues the records from `first` on that one request can take; gives the place behind them.
  std::size_t EnqueuePortion(OutgoingRecords& records, std::size_t first, Deadline deadline);
  Delivery Enqueue(const OutgoingRecord& record, std::size_t index, Deadline deadline);
  void AwaitAnswers(Deadline deadline);
  void Settle(std::size_t index, Delivery delivery);

  ClientHandle client_;
  std::vector<Delivery> deliveries_;
  std::size_t open_ = 0;  // records on their way
  bool lost_ = false;     // every broker, at any time since it was made
  std::string complaint_;
};

}  // namespace sinergi
