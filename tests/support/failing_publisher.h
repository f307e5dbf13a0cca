#pragma once

#include <vector>

#include "common/events/event_publisher.h"
#include "tests/support/failure_plan.h"

namespace sinergi::testing {

// An EventPublisher whose n-th Publish fails with UNAVAILABLE for all of its events.
class FailingPublisher final : public EventPublisher {
 public:
  // `inner` must outlive it.
  explicit FailingPublisher(EventPublisher& inner) : inner_(inner) {}

  // The n-th call from now, once; 1 is the next one. kAfter: the events are published all the same.
  void FailCall(std::int64_t n, FailureMode mode = FailureMode::kBefore) {
    plan_.FailCall(n, mode);
  }

  std::int64_t calls() const { return plan_.calls(); }
  bool failed() const { return plan_.failed(); }

  std::vector<Status> Publish(std::span<const Event> events) override {
    const auto fate = plan_.Next();
    if (fate == FailurePlan::Fate::kGoesOn) return inner_.Publish(events);
    if (fate == FailurePlan::Fate::kFailsAfter) (void)inner_.Publish(events);
    return std::vector<Status>(events.size(), FailurePlan::Failure());
  }

 private:
  EventPublisher& inner_;
  FailurePlan plan_;
};

}  // namespace sinergi::testing
