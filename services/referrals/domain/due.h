#pragma once

#include <chrono>
#include <optional>
#include <set>
#include <string_view>
#include <vector>

#include "common/time/instant.h"
#include "services/referrals/domain/referral_life.h"

namespace sinergi::referrals {

// The numbers are stored and go over the wire: they never change.
enum class ReferralPriority { kRoutine = 1, kUrgent = 2 };
inline constexpr int kReferralPriorities = 2;

// What the receiver owes, by a time: its answer, the beginning of the service, the outcome, the
// answer to a cancellation, or the end of a pause.
enum class DueGoal { kAnswer = 1, kContact = 2, kOutcome = 3, kCancellation = 4, kResumption = 5 };
inline constexpr int kDueGoals = 5;

std::string_view PriorityName(ReferralPriority priority);  // "routine", as policy files write it
std::string_view GoalName(DueGoal goal);                   // "answer"

// What is owed in this state; nothing while the sender acts and when it is over.
std::optional<DueGoal> GoalOf(ReferralState state);

// Seconds and hours pass in UTC, at night and on holidays too; seconds are for trying it out. Days
// are working days where the office is, and end with the day.
struct Span {
  enum class Unit { kHours, kWorkingDays, kSeconds };
  int count;
  Unit unit;
};

// The days on which offices work: Monday to Friday, but for holidays.
class WorkingDays {
 public:
  explicit WorkingDays(std::set<std::chrono::sys_days> holidays = {})
      : holidays_(std::move(holidays)) {}

  // The n-th working day after `day`, or before it for a negative n; n is not 0.
  std::chrono::sys_days After(std::chrono::sys_days day, int n) const;

 private:
  bool Works(std::chrono::sys_days day) const;

  std::set<std::chrono::sys_days> holidays_;
};

// What holds for one priority and one goal from a day on.
struct DueRule {
  std::chrono::sys_days valid_from;
  ReferralPriority priority;
  DueGoal goal;
  Span within;          // from when it is owed
  Span remind_before;   // the end of that
  Span escalate_after;  // it
};

// When what is owed is reminded of, overdue and escalated.
struct DueDates {
  DueGoal goal;
  Instant remind;
  Instant due;
  Instant escalate;
  std::chrono::sys_days rule;  // the day from which the rule holds that says so
};

// Dated policy: of each priority and goal the rule holds whose day is the latest that has come.
// Constant after construction; safe from any thread.
class DuePolicy {
 public:
  DuePolicy(std::vector<DueRule> rules, WorkingDays days);

  // Of what is owed from `from` on at an office in that zone. None when no rule holds yet. A
  // reminder is never before what it reminds of was owed.
  std::optional<DueDates> Find(ReferralPriority priority, DueGoal goal, Instant from,
                               TimeZone zone) const;

 private:
  std::vector<DueRule> rules_;  // the latest first
  WorkingDays days_;
};

}  // namespace sinergi::referrals
