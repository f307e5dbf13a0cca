#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "services/notifications/application/event_stream.h"
#include "services/notifications/domain/retry_schedule.h"
#include "services/notifications/storage/delivery_rows.h"

namespace sinergi::notifications {

// One request that is to be sent.
struct Posting {
  LineKey key;
  std::int64_t epoch = 1;
  std::int64_t number = 0;
  std::int64_t attempt = 1;
  std::shared_ptr<const JournalEntry> entry;
};

// What came of it.
struct PostingAnswer {
  bool delivered = false;
  bool gone = false;                               // the endpoint will not come back
  std::string text;                                // "204", "timeout"
  std::optional<std::chrono::milliseconds> asked;  // how long it wants to be left alone
  Instant at;                                      // when it was sent
  std::chrono::microseconds duration{0};
};

// A row for a delivery of that line, of which nothing was tried.
DeliveryRow RowOf(const LineRow& line, const Delivery& delivery, Instant now);

// Notes a failure: when it is tried next, or that it is given up.
void PutOff(DeliveryRow& row, const PostingAnswer& answer, const RetrySchedule& schedule,
            Instant now);

// The row's latest attempt.
AttemptRow AttemptOf(const DeliveryRow& row, const PostingAnswer& answer);

}  // namespace sinergi::notifications
