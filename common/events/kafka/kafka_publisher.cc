#include "common/events/kafka/kafka_publisher.h"

#include <functional>
#include <string_view>

#include "common/events/event_limits.h"

namespace sinergi {
namespace {

// What a record has beyond its event: the names of its headers, the subject twice more.
constexpr std::size_t kRecordOverhead = std::size_t{64} << 10;

bool IsOfFirstLane(const Event& event) {
  return std::hash<std::string_view>()(event.subject) % 2 == 0;
}

}  // namespace

KafkaPublisher::KafkaPublisher(const KafkaConnection& connection, KafkaPublisherOptions options)
    : options_(options),
      first_(connection, options.max_event_bytes + kRecordOverhead),
      second_(connection, options.max_event_bytes + kRecordOverhead) {}

std::vector<Status> KafkaPublisher::Publish(std::span<const Event> events) {
  std::vector<Status> outcomes = RefuseTooLarge(events, options_.max_event_bytes);
  std::vector<std::size_t> first;
  std::vector<std::size_t> second;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (outcomes[i]) (IsOfFirstLane(events[i]) ? first : second).push_back(i);
  }
  const Deadline deadline = Deadline::In(options_.patience);
  const auto send_second = [&] { second_.Publish(events, second, outcomes, deadline); };
  if (first.empty()) {
    send_second();
  } else {
    Pending<void> pending;
    if (!second.empty()) pending = beside_.Do(send_second);
    first_.Publish(events, first, outcomes, deadline);
    if (pending.valid()) pending.get();
  }
  HoldBackAfterFailures(events, outcomes);
  return outcomes;
}

}  // namespace sinergi
