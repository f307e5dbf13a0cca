#include "services/referrals/application/due_files.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <tuple>

#include "common/csv/csv.h"
#include "common/regions/day.h"
#include "common/result/reasons.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr int kLongestSpan = 1000;

std::optional<Span> ParseSpan(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const char unit = text.back();
  text.remove_suffix(1);
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (count < 1 || count > kLongestSpan || (unit != 'h' && unit != 'd')) return std::nullopt;
  return Span{count, unit == 'h' ? Span::Unit::kHours : Span::Unit::kWorkingDays};
}

template <class Enum>
std::optional<Enum> ParseName(std::string_view text, std::string_view (*name)(Enum), int count) {
  for (int number = 1; number <= count; ++number) {
    const auto value = static_cast<Enum>(number);
    if (name(value) == text) return value;
  }
  return std::nullopt;
}

class Reader {
 public:
  void ReadDeadlines(std::string_view text) {
    file_ = "deadlines.csv";
    for (const CsvRow& row : Rows(text, {"valid_from", "priority", "goal", "within",
                                         "remind_before", "escalate_after"})) {
      ReadRule(row);
    }
    if (mistakes_.empty()) CheckComplete();
  }

  void ReadHolidays(std::string_view text) {
    file_ = "holidays.csv";
    for (const CsvRow& row : Rows(text, {"day", "name"})) {
      const auto day = ParseDay(row.fields[0]);
      if (!day) {
        Report(row.line, "day is YYYY-MM-DD");
      } else {
        holidays_.insert(*day);
      }
    }
  }

  Result<DuePolicy> Done() {
    if (!mistakes_.empty()) return Error::Invalid(std::move(mistakes_));
    return DuePolicy(std::move(rules_), WorkingDays(std::move(holidays_)));
  }

 private:
  std::vector<CsvRow> Rows(std::string_view text, const std::vector<std::string>& columns) {
    auto rows = ParseCsv(text, columns);
    if (rows) return *std::move(rows);
    const Error& error = rows.error();
    mistakes_.push_back({std::string(file_) + ":" + std::string(error.Variable("line")),
                         &error.reason(), error.variables()});
    return {};
  }

  void Report(std::size_t line, const char* form) {
    mistakes_.push_back({std::string(file_) + ":" + std::to_string(line),
                         &::sinergi::reasons::kFieldMalformed,
                         {{"form", form}}});
  }

  void ReadRule(const CsvRow& row) {
    const auto valid_from = ParseDay(row.fields[0]);
    const auto priority = ParseName(row.fields[1], PriorityName, kReferralPriorities);
    const auto goal = ParseName(row.fields[2], GoalName, kDueGoals);
    const auto within = ParseSpan(row.fields[3]);
    const auto remind = ParseSpan(row.fields[4]);
    const auto escalate = ParseSpan(row.fields[5]);
    if (!valid_from) Report(row.line, "valid_from is YYYY-MM-DD");
    if (!priority) Report(row.line, "priority is routine or urgent");
    if (!goal) Report(row.line, "goal is answer, contact, outcome or cancellation");
    if (!within) Report(row.line, "within is hours or working days: 24h, 3d");
    if (!remind) Report(row.line, "remind_before is hours or working days: 24h, 3d");
    if (!escalate) Report(row.line, "escalate_after is hours or working days: 24h, 3d");
    if (!valid_from || !priority || !goal || !within || !remind || !escalate) return;
    const auto same = [&](const DueRule& rule) {
      return std::tie(rule.valid_from, rule.priority, rule.goal) ==
             std::tie(*valid_from, *priority, *goal);
    };
    if (std::any_of(rules_.begin(), rules_.end(), same)) {
      mistakes_.push_back({std::string(file_) + ":" + std::to_string(row.line),
                           &reasons::kDeadlineTwice,
                           {{"priority", row.fields[1]}, {"goal", row.fields[2]}}});
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
        const auto holds = [&](const DueRule& rule) {
          return rule.priority == priority && rule.goal == goal && rule.valid_from == first;
        };
        if (std::any_of(rules_.begin(), rules_.end(), holds)) continue;
        mistakes_.push_back({"deadlines.csv",
                             &reasons::kDeadlineMissing,
                             {{"priority", std::string(PriorityName(priority))},
                              {"goal", std::string(GoalName(goal))}}});
      }
    }
  }

  const char* file_ = "";
  std::vector<DueRule> rules_;
  std::set<std::chrono::sys_days> holidays_;
  std::vector<FieldViolation> mistakes_;
};

}  // namespace

Result<DuePolicy> ParseDuePolicy(std::string_view deadlines, std::string_view holidays) {
  Reader reader;
  reader.ReadDeadlines(deadlines);
  reader.ReadHolidays(holidays);
  return reader.Done();
}

}  // namespace sinergi::referrals
