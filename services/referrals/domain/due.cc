#include "services/referrals/domain/due.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sinergi::referrals {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

// The moment at which the day is over in the zone.
Instant EndOf(sys_days day, TimeZone zone) { return Instant(day + days(1)) - ZoneOffset(zone); }

}  // namespace

std::string_view PriorityName(ReferralPriority priority) {
  return priority == ReferralPriority::kRoutine ? "routine" : "urgent";
}

std::string_view GoalName(DueGoal goal) {
  static constexpr std::array<std::string_view, kDueGoals> kNames{"answer", "contact", "outcome",
                                                                  "cancellation", "resumption"};
  return kNames[static_cast<std::size_t>(goal) - 1];
}

std::optional<DueGoal> GoalOf(ReferralState state) {
  switch (state) {
    case ReferralState::kSent:
    case ReferralState::kReceived:
      return DueGoal::kAnswer;
    case ReferralState::kAccepted:
      return DueGoal::kContact;
    case ReferralState::kInProgress:
      return DueGoal::kOutcome;
    case ReferralState::kCancellationRequested:
      return DueGoal::kCancellation;
    case ReferralState::kOnHold:
      return DueGoal::kResumption;
    default:
      return std::nullopt;
  }
}

sys_days WorkingDays::After(sys_days day, int n) const {
  const days step(n < 0 ? -1 : 1);
  for (int left = std::abs(n); left > 0;) {
    day += step;
    if (Works(day)) --left;
  }
  return day;
}

bool WorkingDays::Works(sys_days day) const {
  const std::chrono::weekday weekday(day);
  return weekday != std::chrono::Saturday && weekday != std::chrono::Sunday &&
         !holidays_.contains(day);
}

DuePolicy::DuePolicy(std::vector<DueRule> rules, WorkingDays working)
    : rules_(std::move(rules)), days_(std::move(working)) {
  std::stable_sort(rules_.begin(), rules_.end(),
                   [](const DueRule& a, const DueRule& b) { return a.valid_from > b.valid_from; });
}

std::optional<DueDates> DuePolicy::Find(ReferralPriority priority, DueGoal goal, Instant from,
                                        TimeZone zone) const {
  const sys_days today = LocalDay(from, zone);
  const auto rule = std::find_if(rules_.begin(), rules_.end(), [&](const DueRule& each) {
    return each.priority == priority && each.goal == goal && each.valid_from <= today;
  });
  if (rule == rules_.end()) return std::nullopt;
  const auto later = [&](Instant moment, sys_days day, Span span, int sign) {
    if (span.unit == Span::Unit::kHours) return moment + std::chrono::hours(sign * span.count);
    if (span.unit == Span::Unit::kSeconds) return moment + std::chrono::seconds(sign * span.count);
    return EndOf(days_.After(day, sign * span.count), zone);
  };
  const Instant due = later(from, today, rule->within, 1);
  const sys_days due_day = LocalDay(due - std::chrono::microseconds(1), zone);
  return DueDates{goal, std::max(from, later(due, due_day, rule->remind_before, -1)), due,
                  later(due, due_day, rule->escalate_after, 1), rule->valid_from};
}

}  // namespace sinergi::referrals
