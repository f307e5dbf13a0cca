#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "common/events/event.h"
#include "common/result/result.h"

namespace sinergi {

// Larger events are refused by every technology.
inline constexpr std::size_t kMaxEventBytes = std::size_t{1} << 20;

// What an event counts against the limit: its attributes and its payload.
std::size_t EventBytes(const Event& event);

// Of each event: OK, EVENT_TOO_LARGE, or EVENT_HELD_BACK behind a refused one of its subject.
std::vector<Status> RefuseTooLarge(std::span<const Event> events, std::size_t max_event_bytes);

// Makes what is OK behind a failure of its subject EVENT_HELD_BACK.
void HoldBackAfterFailures(std::span<const Event> events, std::vector<Status>& outcomes);

}  // namespace sinergi
