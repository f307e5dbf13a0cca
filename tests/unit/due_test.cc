// When what is owed is due: working days, hours, zones, dated rules, and the files they come from.
#include "services/referrals/domain/due.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "common/regions/day.h"
#include "services/referrals/application/due_files.h"

namespace sinergi::referrals {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::chrono::sys_days Day(const char* text) { return ParseDay(text).value(); }

// A moment of the day, by the clock of the zone.
Instant At(const char* day, int hour, TimeZone zone = TimeZone::kWib) {
  return Instant(Day(day)) + hours(hour) - ZoneOffset(zone);
}

constexpr Span kHour{1, Span::Unit::kHours};
constexpr Span kDay{1, Span::Unit::kWorkingDays};

DuePolicy PolicyOf(Span within, Span remind = kHour, Span escalate = kHour) {
  return DuePolicy(
      {{Day("2020-01-01"), ReferralPriority::kUrgent, DueGoal::kAnswer, within, remind, escalate}},
      WorkingDays({Day("2026-03-19"), Day("2026-03-20")}));
}

std::optional<DueDates> Find(const DuePolicy& policy, Instant from,
                             TimeZone zone = TimeZone::kWib) {
  return policy.Find(ReferralPriority::kUrgent, DueGoal::kAnswer, from, zone);
}

TEST(WorkingDaysTest, PassOverWeekendsAndHolidaysBothWays) {
  const WorkingDays days({Day("2026-03-19"), Day("2026-03-20")});
  EXPECT_EQ(days.After(Day("2026-03-04"), 1), Day("2026-03-05"));
  EXPECT_EQ(days.After(Day("2026-03-06"), 1), Day("2026-03-09")) << "from a Friday to Monday";
  EXPECT_EQ(days.After(Day("2026-03-07"), 1), Day("2026-03-09")) << "from a Saturday too";
  EXPECT_EQ(days.After(Day("2026-03-18"), 1), Day("2026-03-23")) << "two holidays, a weekend";
  EXPECT_EQ(days.After(Day("2026-03-23"), -1), Day("2026-03-18"));
  EXPECT_EQ(days.After(Day("2026-03-04"), 10), Day("2026-03-18"));
}

TEST(DuePolicyTest, HoursPassAtNightAndOnHolidays) {
  const auto dates = Find(PolicyOf({24, Span::Unit::kHours}), At("2026-03-18", 20));
  EXPECT_EQ(dates->due, At("2026-03-19", 20));
  EXPECT_EQ(dates->remind, At("2026-03-19", 19));
  EXPECT_EQ(dates->escalate, At("2026-03-19", 21));
}

TEST(DuePolicyTest, SecondsAreForTryingItOut) {
  const Instant from = At("2026-03-18", 20);
  const auto dates = Find(
      PolicyOf({4, Span::Unit::kSeconds}, {2, Span::Unit::kSeconds}, {3, Span::Unit::kSeconds}),
      from);
  EXPECT_EQ(dates->due - from, std::chrono::seconds(4));
  EXPECT_EQ(dates->remind - from, std::chrono::seconds(2));
  EXPECT_EQ(dates->escalate - from, std::chrono::seconds(7));
}

TEST(DuePolicyTest, DaysEndWithTheOfficesDay) {
  const DuePolicy policy = PolicyOf({3, Span::Unit::kWorkingDays}, kDay, kDay);
  const auto west = Find(policy, At("2026-03-04", 9));
  EXPECT_EQ(west->due, At("2026-03-10", 0)) << "the end of Monday";
  EXPECT_EQ(west->remind, At("2026-03-07", 0)) << "the end of Friday";
  EXPECT_EQ(west->escalate, At("2026-03-11", 0));
  const auto east = Find(policy, At("2026-03-04", 9, TimeZone::kWit), TimeZone::kWit);
  EXPECT_EQ(west->due - east->due, hours(2));
}

TEST(DuePolicyTest, TheDayIsTheOffices) {
  // Late on Wednesday in Jakarta it is Thursday in Jayapura.
  const Instant late = At("2026-03-04", 23);
  const DuePolicy policy = PolicyOf(kDay);
  EXPECT_EQ(Find(policy, late)->due, At("2026-03-06", 0));
  EXPECT_EQ(Find(policy, late, TimeZone::kWit)->due, At("2026-03-07", 0, TimeZone::kWit));
}

TEST(DuePolicyTest, NobodyIsRemindedOfWhatIsNotOwedYet) {
  const Instant from = At("2026-03-04", 9);
  EXPECT_EQ(Find(PolicyOf(kHour, {5, Span::Unit::kHours}), from)->remind, from);
}

TEST(DuePolicyTest, TheLatestRuleThatHasBegunHolds) {
  const auto rule = [](const char* day, int count) {
    return DueRule{
        Day(day), ReferralPriority::kUrgent, DueGoal::kAnswer, {count, Span::Unit::kHours}, kHour,
        kHour};
  };
  const DuePolicy policy({rule("2026-01-01", 10), rule("2027-01-01", 20)}, WorkingDays());
  const auto within = [&](const char* day, int hour) -> std::string {
    const auto dates = Find(policy, At(day, hour));
    if (!dates) return "none";
    return std::to_string((dates->due - At(day, hour)) / hours(1)) + " by " +
           FormatDay(dates->rule);
  };
  EXPECT_EQ(within("2025-12-31", 23), "none");
  EXPECT_EQ(within("2026-01-01", 0), "10 by 2026-01-01");
  EXPECT_EQ(within("2026-12-31", 23), "10 by 2026-01-01");
  EXPECT_EQ(within("2027-01-01", 0), "20 by 2027-01-01");
}

constexpr const char* kHead = "valid_from,priority,goal,within,remind_before,escalate_after\n";

// One rule for each priority and goal, but for the first `missing`.
std::string Rules(int missing = 0) {
  std::string text = kHead;
  int number = 0;
  for (int p = 1; p <= kReferralPriorities; ++p) {
    for (int g = 1; g <= kDueGoals; ++g) {
      if (number++ < missing) continue;
      text += "2026-01-01," + std::string(PriorityName(static_cast<ReferralPriority>(p))) + "," +
              std::string(GoalName(static_cast<DueGoal>(g))) + ",3d,1d,24h\n";
    }
  }
  return text;
}

std::vector<std::string> Mistakes(const std::string& deadlines, const std::string& holidays) {
  const auto policy = ParseDuePolicy(deadlines, holidays);
  std::vector<std::string> mistakes;
  if (policy) return {"none"};
  for (const FieldViolation& violation : policy.error().violations()) {
    mistakes.push_back(violation.field + " " + std::string(violation.rule->name));
  }
  return mistakes;
}

TEST(DueFilesTest, EveryMistakeIsNamedWithItsLine) {
  const std::string none = "day,name\n";
  EXPECT_THAT(Mistakes(Rules(), none), ElementsAre("none"));
  EXPECT_THAT(Mistakes(Rules(2), none),
              ElementsAre("deadlines.csv DEADLINE_MISSING", "deadlines.csv DEADLINE_MISSING"));
  EXPECT_THAT(Mistakes(Rules() + "2026-01-01,urgent,answer,1h,1h,1h\n", none),
              ElementsAre("deadlines.csv:12 DEADLINE_TWICE"));
  EXPECT_THAT(Mistakes(Rules() + "2026-13-01,soon,reply,0d,1w,1001h\n", none),
              ElementsAre("deadlines.csv:12 FIELD_MALFORMED", "deadlines.csv:12 FIELD_MALFORMED",
                          "deadlines.csv:12 FIELD_MALFORMED", "deadlines.csv:12 FIELD_MALFORMED",
                          "deadlines.csv:12 FIELD_MALFORMED", "deadlines.csv:12 FIELD_MALFORMED"));
  EXPECT_THAT(Mistakes(Rules(), "day,name\n2026-02-30,Never\n"),
              ElementsAre("holidays.csv:2 FIELD_MALFORMED"));
  EXPECT_THAT(Mistakes("priority\n", none), ElementsAre("deadlines.csv:1 CSV_MALFORMED"));
}

TEST(DueFilesTest, TheFilesThatAreDeliveredAreSound) {
  const char* const source = std::getenv("SINERGI_SOURCE");
  const auto folder = std::filesystem::path(source == nullptr ? "." : source) / "deploy/reference";
  const auto read = [&](const char* name) {
    std::ifstream file(folder / name);
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  EXPECT_THAT(Mistakes(read("deadlines.csv"), read("holidays.csv")), ElementsAre("none"));
}

}  // namespace
}  // namespace sinergi::referrals
