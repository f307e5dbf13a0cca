#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/events/event.h"
#include "common/result/result.h"

namespace sinergi {

// One header of a record. Kafka allows any bytes as its value; both are borrowed.
struct RecordHeader {
  std::string_view name;
  std::string_view value;
};

// A record as it was read; borrows its bytes.
struct RecordView {
  std::string_view topic;
  std::vector<RecordHeader> headers;
  std::string_view value;
};

// The headers of an event's record: CloudEvents 1.0, Kafka protocol binding, binary content mode.
// An attribute without a value has no header. The record's key is the subject, its value the
// payload.
class EventHeaders {
 public:
  // Borrows from the event.
  explicit EventHeaders(const Event& event);
  EventHeaders(const EventHeaders&) = delete;
  EventHeaders& operator=(const EventHeaders&) = delete;

  std::span<const RecordHeader> all() const { return {headers_.data(), count_}; }

 private:
  void Add(std::string_view name, std::string_view value);

  std::string id_;
  std::string time_;
  std::string revision_;
  std::string offices_;
  std::array<RecordHeader, 13> headers_;
  std::size_t count_ = 0;
};

// The event that a record carries. Headers that it does not know are passed over.
// EVENT_RECORD_INVALID when one that an event needs is missing, there twice or not of its form, or
// a text is not UTF-8 or holds control characters: such a record will never be an event.
Result<Event> EventOf(const RecordView& record);

}  // namespace sinergi
