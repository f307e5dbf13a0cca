#include <gmock/gmock.h>

#include "services/tat/application/tat_policy_file.h"

namespace sinergi::tat {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;

constexpr const char* kColumns = "valid_from,within,remind_before,escalate_after\n";
const Instant kMarch2026 = FromMicroseconds(1'772'600'000'000'000);

std::vector<std::string> MistakesOf(const std::string& rows) {
  const auto policy = ParseTatPolicy(kColumns + rows);
  std::vector<std::string> mistakes;
  if (policy) return mistakes;
  for (const FieldViolation& each : policy.error().violations()) {
    mistakes.push_back(each.field + " " + std::string(each.rule->name));
  }
  return mistakes;
}

TEST(TatPolicyTest, TheRuleHoldsWhoseDayIsTheLatestThatHasCome) {
  const auto policy = ParseTatPolicy(kColumns + std::string("2026-01-01,100h,10h,5h\n"
                                                            "2014-01-01,144h,48h,24h\n"
                                                            "2027-01-01,1h,1h,1h\n"));
  ASSERT_TRUE(policy) << policy.error().Text(Language::kEnglish);
  EXPECT_EQ(policy->Find(kMarch2026),
            (TatDates{kMarch2026 + hours(90), kMarch2026 + hours(100), kMarch2026 + hours(105)}));
  EXPECT_EQ(policy->Find(kMarch2026 - hours(24 * 365))->due,
            kMarch2026 - hours(24 * 365) + hours(144));
  EXPECT_EQ(policy->Find(Instant()), std::nullopt) << "no rule yet";
}

TEST(TatPolicyTest, NobodyIsRemindedBeforeTheReceipt) {
  const auto policy = ParseTatPolicy(kColumns + std::string("2014-01-01,5s,48h,5s\n"));
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->Find(kMarch2026)->remind, kMarch2026);
}

TEST(TatPolicyTest, EveryMistakeIsToldWithItsLine) {
  EXPECT_THAT(MistakesOf("2014-01-01,144h,48h,24h\n2014-01-01,144h,48h,24h\n"),
              ElementsAre("tat.csv:3 TAT_DAY_MALFORMED"));
  EXPECT_THAT(MistakesOf("1.1.2014,6d,0h,24\n"),
              ElementsAre("tat.csv:2 TAT_DAY_MALFORMED", "tat.csv:2 TAT_SPAN_MALFORMED",
                          "tat.csv:2 TAT_SPAN_MALFORMED", "tat.csv:2 TAT_SPAN_MALFORMED"));
  EXPECT_THAT(MistakesOf("2014-01-01,10001h,h,1hh\n"),
              ElementsAre("tat.csv:2 TAT_SPAN_MALFORMED", "tat.csv:2 TAT_SPAN_MALFORMED",
                          "tat.csv:2 TAT_SPAN_MALFORMED"));
  EXPECT_FALSE(ParseTatPolicy("day,within\n"));
}

TEST(TatReferenceTest, IsReadBackAsPeopleSayIt) {
  const std::string written = MakeTatReference(Uuid::Make(kMarch2026));
  EXPECT_EQ(written.substr(0, 4), "TAT-");
  EXPECT_EQ(ParseTatReference(written), written);
  EXPECT_EQ(ParseTatReference(written.substr(4)), written) << "without the prefix";
  EXPECT_EQ(ParseTatReference("RJ-" + written.substr(4)), std::nullopt);
}

}  // namespace
}  // namespace sinergi::tat
