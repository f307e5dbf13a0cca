#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/notifications/domain/subscription.h"

namespace sinergi::notifications {

// How far a subscription has come: `number` of its events are in the journal up to `position`.
struct Place {
  std::int64_t position = 0;
  std::int64_t number = 0;

  bool operator==(const Place&) const = default;
};

// What a resume token says: where a subscription's stream goes on, and in which life of the
// database and the subscription that is true.
struct ResumePoint {
  SubscriptionId subscription;
  std::int64_t epoch = 1;
  Place place;
  std::string database_epoch;

  // "1|<subscription>|<epoch>|<number>|<position>|<database epoch>"; the first 1 is the form's.
  std::string Format() const;

  // Reads exactly that form; nothing for anything else.
  static std::optional<ResumePoint> Parse(std::string_view text);

  bool operator==(const ResumePoint&) const = default;
};

}  // namespace sinergi::notifications
