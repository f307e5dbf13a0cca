#include "services/referrals/application/due_files.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "common/regions/day.h"
#include "services/referrals/application/policy_file.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr int kLongestSpan = 1000;

std::optional<Span> ParseSpan(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const char unit = text.back();
  text.remove_suffix(1);
  const auto count = ParseNumber(text, 1, kLongestSpan);
  if (!count) return std::nullopt;
  switch (unit) {
    case 'h':
      return Span{*count, Span::Unit::kHours};
    case 'd':
      return Span{*count, Span::Unit::kWorkingDays};
    case 's':
      return Span{*count, Span::Unit::kSeconds};
    default:
      return std::nullopt;
  }
}

class Reader {
 public:
  void ReadDeadlines(std::string_view text) {
    for (const CsvRow& row : files_.Rows(
             "deadlines.csv", text,
             {"valid_from", "priority", "goal", "within", "remind_before", "escalate_after"})) {
      ReadRule(row);
    }
    if (files_.sound()) CheckComplete();
  }

  void ReadHolidays(std::string_view text) {
    for (const CsvRow& row : files_.Rows("holidays.csv", text, {"day", "name"})) {
      const auto day = ParseDay(row.fields[0]);
      if (!day) {
        files_.Malformed(row, "day is YYYY-MM-DD");
      } else {
        holidays_.insert(*day);
      }
    }
  }

  Result<DuePolicy> Done() {
    if (!files_.sound()) return files_.Mistakes();
    return DuePolicy(std::move(rules_), WorkingDays(std::move(holidays_)));
  }

 private:
  void ReadRule(const CsvRow& row) {
    const auto valid_from = ParseDay(row.fields[0]);
    const auto priority = ParseWord(row.fields[1], PriorityName, kReferralPriorities);
    const auto goal = ParseWord(row.fields[2], GoalName, kDueGoals);
    const auto within = ParseSpan(row.fields[3]);
    const auto remind = ParseSpan(row.fields[4]);
    const auto escalate = ParseSpan(row.fields[5]);
    if (!valid_from) files_.Malformed(row, "valid_from is YYYY-MM-DD");
    if (!priority) files_.Malformed(row, "priority is routine or urgent");
    if (!goal)
      files_.Malformed(row, "goal is answer, contact, outcome, cancellation or resumption");
    if (!within) files_.Malformed(row, "within is hours or working days: 24h, 3d");
    if (!remind) files_.Malformed(row, "remind_before is hours or working days: 24h, 3d");
    if (!escalate) files_.Malformed(row, "escalate_after is hours or working days: 24h, 3d");
    if (!valid_from || !priority || !goal || !within || !remind || !escalate) return;
    const auto same = [&](const DueRule& rule) {
      return std::tie(rule.valid_from, rule.priority, rule.goal) ==
             std::tie(*valid_from, *priority, *goal);
    };
    if (std::any_of(rules_.begin(), rules_.end(), same)) {
      files_.Wrong(row, reasons::kDeadlineTwice,
                   {{"priority", row.fields[1]}, {"goal", row.fields[2]}});
    }
    rules_.push_back({*valid_from, *priority, *goal, *within, *remind, *escalate});
  }

  // From the first day on, everything that can be owed has its rule.
  void CheckComplete() {
    std::chrono::sys_days first = std::chrono::sys_days::max();
    for (const DueRule& rule : rules_) first = std::min(first, rule.valid_from);
    for (int p = 1; p <= kReferralPriorities; ++p) {
      for (int g = 1; g <= kDueGoals; ++g) {
        const auto priority = static_cast<ReferralPriority>(p);
        const auto goal = static_cast<DueGoal>(g);
        if (goal == DueGoal::kResumption) continue;  // older than files that do not know it
        const auto holds = [&](const DueRule& rule) {
          return rule.priority == priority && rule.goal == goal && rule.valid_from == first;
        };
        if (std::any_of(rules_.begin(), rules_.end(), holds)) continue;
        files_.Wrong(reasons::kDeadlineMissing, {{"priority", std::string(PriorityName(priority))},
                                                 {"goal", std::string(GoalName(goal))}});
      }
    }
  }

  PolicyFiles files_;
  std::vector<DueRule> rules_;
  std::set<std::chrono::sys_days> holidays_;
};

}  // namespace

Result<DuePolicy> ParseDuePolicy(std::string_view deadlines, std::string_view holidays) {
  Reader reader;
  reader.ReadDeadlines(deadlines);
  reader.ReadHolidays(holidays);
  return reader.Done();
}

}  // namespace sinergi::referrals
