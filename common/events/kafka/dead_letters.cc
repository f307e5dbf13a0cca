#include "common/events/kafka/dead_letters.h"

#include "common/events/kafka/cloud_event_record.h"
#include "common/events/kafka/kafka_sender.h"
#include "common/logging/log.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

// More than any topic of ours takes, so that the headers that are added fit as well.
constexpr std::size_t kMaxRecordBytes = 1'300'000;

// One record on its way to the dead letters of its topic.
class Letter final : public OutgoingRecords {
 public:
  Letter(const std::string& topic, std::string_view key, std::string_view value,
         const DeadLetterNote& note)
      : topic_(topic + ".dead"),
        key_(key),
        value_(value),
        attempts_(std::to_string(note.attempts)) {
    Add({"dead_consumer", note.consumer});
    Add({"dead_reason", note.reason});
    Add({"dead_attempts", attempts_});
    Add({"dead_topic", topic});
  }

  void Add(RecordHeader header) { headers_.push_back(header); }
  void Shorten() {
    bytes_ = std::to_string(value_.size());
    Add({"dead_value_bytes", bytes_});
    value_ = {};
  }

  std::size_t size() const override { return 1; }
  OutgoingRecord At(std::size_t /*index*/) override { return {&topic_, key_, headers_, value_}; }

 private:
  const std::string topic_;
  const std::string_view key_;
  std::string_view value_;
  const std::string attempts_;
  std::string bytes_;
  std::vector<RecordHeader> headers_;
};

Status SendOrShorten(KafkaSender& sender, Letter& letter, Deadline deadline) {
  Delivery delivery = sender.Send(letter, deadline).front();
  if (delivery.error == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE) {
    letter.Shorten();
    delivery = sender.Send(letter, deadline).front();
  }
  if (delivery.error == RD_KAFKA_RESP_ERR_NO_ERROR) return Status::Ok();
  return Error::Of(reasons::kUnavailable)
      .Because(std::string("a dead letter: ") + rd_kafka_err2str(delivery.error) + "; " +
               sender.complaint());
}

}  // namespace

DeadLetters::DeadLetters(const KafkaConnection& connection, std::chrono::milliseconds patience)
    : patience_(patience), sender_(std::make_unique<KafkaSender>(connection, kMaxRecordBytes)) {}

DeadLetters::~DeadLetters() = default;

Status DeadLetters::Publish(const Event& event, const DeadLetterNote& note) {
  Letter letter(event.topic, event.subject, event.payload, note);
  const EventHeaders headers(event);
  for (const RecordHeader& header : headers.all()) letter.Add(header);
  const std::lock_guard lock(mutex_);
  Status done = SendOrShorten(*sender_, letter, Deadline::In(patience_));
  if (!done) return done;
  Log(LogLevel::kError, "Event set aside as a dead letter",
      {{"consumer", note.consumer},
       {"event_id", event.id.ToString()},
       {"event_type", event.type},
       {"attempts", note.attempts},
       {"why", note.reason}});
  return Status::Ok();
}

Status DeadLetters::Publish(const DeadRecord& dead, const DeadLetterNote& note) {
  Letter letter(dead.topic, dead.key.value_or(std::string_view()), dead.value, note);
  const std::string partition = std::to_string(dead.partition);
  const std::string offset = std::to_string(dead.offset);
  letter.Add({"dead_partition", partition});
  letter.Add({"dead_offset", offset});
  for (const RecordHeader& header : dead.headers) letter.Add(header);
  const std::lock_guard lock(mutex_);
  Status done = SendOrShorten(*sender_, letter, Deadline::In(patience_));
  if (!done) return done;
  Log(LogLevel::kError, "Record set aside as a dead letter",
      {{"consumer", note.consumer},
       {"topic", dead.topic},
       {"partition", std::int64_t{dead.partition}},
       {"offset", dead.offset},
       {"attempts", note.attempts},
       {"why", note.reason}});
  return Status::Ok();
}

}  // namespace sinergi
