#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "services/notifications/domain/endpoint_breaker.h"
#include "services/notifications/domain/resume_point.h"
#include "services/notifications/storage/journal_store.h"

namespace sinergi::notifications {

// Which row of deliveries stands for which way through the journal: a subscription's own, whose
// `line` is empty, or a replay's.
struct LineKey {
  SubscriptionId subscription;
  std::string line = {};

  auto operator<=>(const LineKey&) const = default;
};

// How far a line has come, and how its endpoint does.
struct LineRow {
  LineKey key;
  std::int64_t epoch = 1;
  Place settled;  // what lies before was delivered, or has a row
  Place claimed;  // what lies before may have been attempted once
  EndpointBreaker breaker;
  Instant last_success = {};
  Instant last_failure = {};
  std::string last_answer = {};  // "204", "timeout"; of the latest attempt
};

// Rows hold these numbers.
enum class DeliveryState : std::int64_t {
  kWaiting = 1,   // for its next try, or behind an earlier one of its subject
  kDead = 2,      // given up after its last attempt
  kReplayed = 3,  // given up, and delivered by a replay later
};

// One delivery with something to remember.
struct DeliveryRow {
  LineKey key;
  std::int64_t epoch = 1;
  std::int64_t number = 0;
  std::int64_t position = 0;
  std::string event_id = {};
  std::string type = {};
  std::string subject = {};
  DeliveryState state = DeliveryState::kWaiting;
  std::int64_t attempts = 0;
  Instant next_try = {};
  std::string last_answer = {};
  Instant changed = {};
};

// One attempt at it.
struct AttemptRow {
  LineKey key;
  std::int64_t epoch = 1;
  std::int64_t number = 0;
  std::int64_t attempt = 0;
  std::string event_id = {};
  Instant at = {};
  std::chrono::microseconds duration{0};
  std::string answer = {};
};

// A row that is to be tried, with its event; none when the journal no longer keeps it.
struct DueDelivery {
  DeliveryRow row;
  std::shared_ptr<const JournalEntry> entry;
};

}  // namespace sinergi::notifications
