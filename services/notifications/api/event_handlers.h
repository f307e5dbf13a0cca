#pragma once

#include <array>
#include <functional>
#include <span>
#include <string_view>

#include "services/notifications/application/journal.h"

namespace sinergi::notifications {

// The topics that subscribers can be told of.
inline constexpr std::array<std::string_view, 1> kTopics{"sinergi.referrals.v1"};

// What events of these topics do here, for the inbox: each becomes one entry of the journal.
inline std::function<Status(Transaction&, std::span<const Event>)> JournalEffect(
    const Journal& journal) {
  return [&journal](Transaction& tx, std::span<const Event> events) {
    return journal.Append(tx, events);
  };
}

}  // namespace sinergi::notifications
