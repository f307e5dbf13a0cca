#include "common/events/event_limits.h"

#include <string_view>
#include <unordered_set>

#include "common/events/reasons.h"

namespace sinergi {

std::size_t EventBytes(const Event& event) {
  std::size_t bytes = sizeof(Uuid) + sizeof(event.revision) + sizeof(event.time);
  for (const std::string* text :
       {&event.topic, &event.source, &event.type, &event.subject, &event.region, &event.dataschema,
        &event.traceparent, &event.payload}) {
    bytes += text->size();
  }
  for (const std::string& office : event.offices) bytes += office.size() + 1;
  return bytes;
}

std::vector<Status> RefuseTooLarge(std::span<const Event> events, std::size_t max_event_bytes) {
  std::vector<Status> outcomes(events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::size_t bytes = EventBytes(events[i]);
    if (bytes <= max_event_bytes) continue;
    outcomes[i] = Error::Of(reasons::kEventTooLarge, {{"bytes", std::to_string(bytes)},
                                                      {"limit", std::to_string(max_event_bytes)}});
  }
  HoldBackAfterFailures(events, outcomes);
  return outcomes;
}

void HoldBackAfterFailures(std::span<const Event> events, std::vector<Status>& outcomes) {
  std::unordered_set<std::string_view> failed;
  for (std::size_t i = 0; i < events.size(); ++i) {
    const std::string& subject = events[i].subject;
    if (!outcomes[i]) {
      failed.insert(subject);
    } else if (!failed.empty() && failed.contains(subject)) {
      outcomes[i] = Error::Of(reasons::kEventHeldBack, {{"subject", subject}});
    }
  }
}

}  // namespace sinergi
