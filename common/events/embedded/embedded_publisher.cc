#include "common/events/embedded/embedded_publisher.h"

#include <string_view>
#include <unordered_set>

#include "common/events/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kRetryDelay{100};

std::size_t BytesOf(const Event& event) {
  std::size_t bytes = sizeof(Uuid) + sizeof(event.revision) + sizeof(event.time);
  for (const std::string* text :
       {&event.topic, &event.source, &event.type, &event.subject, &event.region, &event.dataschema,
        &event.traceparent, &event.payload}) {
    bytes += text->size();
  }
  for (const std::string& office : event.offices) bytes += office.size() + 1;
  return bytes;
}

// What failed inside is no fault of an event's: all of them may be tried again.
Error TryAgain(const Error& error) {
  return Error::Of(reasons::kUnavailable)
      .Because(std::string(error.reason().name) + ": " + error.cause())
      .RetryAfter(error.retry_after().value_or(kRetryDelay));
}

}  // namespace

std::vector<Status> EmbeddedPublisher::Publish(std::span<const Event> events) {
  std::vector<Status> outcomes = Judge(events);
  std::vector<const Event*> good;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (outcomes[i]) good.push_back(&events[i]);
  }
  if (good.empty()) return outcomes;
  const Status appended = records_.Append(good);
  if (appended) {
    bells_.RingAll();
    return outcomes;
  }
  for (Status& outcome : outcomes) {
    if (outcome) outcome = TryAgain(appended.error());
  }
  return outcomes;
}

std::vector<Status> EmbeddedPublisher::Judge(std::span<const Event> events) const {
  std::vector<Status> outcomes;
  outcomes.reserve(events.size());
  std::unordered_set<std::string_view> failed_subjects;
  for (const Event& event : events) {
    const std::size_t bytes = BytesOf(event);
    if (bytes > max_event_bytes_) {
      failed_subjects.insert(event.subject);
      outcomes.emplace_back(Error::Of(
          reasons::kEventTooLarge,
          {{"bytes", std::to_string(bytes)}, {"limit", std::to_string(max_event_bytes_)}}));
    } else if (failed_subjects.contains(event.subject)) {
      outcomes.emplace_back(Error::Of(reasons::kEventHeldBack, {{"subject", event.subject}}));
    } else {
      outcomes.emplace_back();
    }
  }
  return outcomes;
}

}  // namespace sinergi
