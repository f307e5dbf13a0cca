#include "common/events/kafka/publishing_lane.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "common/events/event_limits.h"
#include "common/events/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kRetryDelay{100};

// The records of the events at some places.
class PublishedRecords final : public OutgoingRecords {
 public:
  PublishedRecords(std::span<const Event> events, std::span<const std::size_t> places)
      : events_(events), places_(places) {}

  std::size_t size() const override { return places_.size(); }

  OutgoingRecord At(std::size_t index) override {
    const Event& event = events_[places_[index]];
    headers_.emplace(event);
    return {&event.topic, event.subject, headers_->all(), event.payload};
  }

 private:
  std::span<const Event> events_;
  std::span<const std::size_t> places_;
  std::optional<EventHeaders> headers_;  // of the record that was given last
};

Error Later(const std::string& why) {
  return Error::Of(reasons::kUnavailable).Because(why).RetryAfter(kRetryDelay);
}

bool IsTooLarge(const Status& outcome) {
  return !outcome && outcome.error().Is(reasons::kEventTooLarge);
}

}  // namespace

void PublishingLane::Publish(std::span<const Event> events, Places places,
                             std::span<Status> outcomes, Deadline deadline) {
  if (places.empty()) return;
  Send(events, places, outcomes, deadline);
  const bool refused = std::any_of(places.begin(), places.end(),
                                   [&](std::size_t i) { return IsTooLarge(outcomes[i]); });
  if (refused && places.size() > 1) SendOneByOne(events, places, outcomes, deadline);
}

void PublishingLane::Send(std::span<const Event> events, Places places, std::span<Status> outcomes,
                          Deadline deadline) {
  PublishedRecords records(events, places);
  const auto deliveries = sender_.Send(records, deadline);
  for (std::size_t n = 0; n < places.size(); ++n) {
    outcomes[places[n]] = OutcomeOf(events[places[n]], deliveries[n]);
  }
}

void PublishingLane::SendOneByOne(std::span<const Event> events, Places places,
                                  std::span<Status> outcomes, Deadline deadline) {
  for (const std::size_t i : places) {
    if (IsTooLarge(outcomes[i])) outcomes[i] = Later("it was not sent alone any more");
  }
  std::unordered_set<std::string_view> refused;
  for (const std::size_t& i : places) {
    if (outcomes[i]) continue;
    if (refused.contains(events[i].subject)) {
      outcomes[i] = Error::Of(reasons::kEventHeldBack, {{"subject", events[i].subject}});
      continue;
    }
    Send(events, {&i, 1}, outcomes, deadline);
    if (IsTooLarge(outcomes[i])) {
      refused.insert(events[i].subject);
    } else if (!outcomes[i]) {
      return;  // nothing gets through for now
    }
  }
}

Status PublishingLane::OutcomeOf(const Event& event, const Delivery& delivery) const {
  switch (delivery.error) {
    case RD_KAFKA_RESP_ERR_NO_ERROR:
      return Status::Ok();
    case RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE:
      return Error::Of(reasons::kEventTooLarge, {{"bytes", std::to_string(EventBytes(event))},
                                                 {"limit", "the topic's max.message.bytes"}});
    case RD_KAFKA_RESP_ERR__PREV_IN_PROGRESS:
      return Error::Of(reasons::kEventHeldBack, {{"subject", event.subject}});
    default:
      break;
  }
  const std::string what = delivery.answered ? rd_kafka_err2str(delivery.error)
                                             : "no acknowledgement within the time allowed";
  return Later(event.topic + ": " + what +
               (sender_.complaint().empty() ? "" : "; " + sender_.complaint()));
}

}  // namespace sinergi
