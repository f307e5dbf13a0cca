// What a filter of a list means, and what of it is refused.
#include "common/filter/filter.h"

#include <gmock/gmock.h>

#include <map>

#include "common/time/rfc3339.h"

namespace sinergi {
namespace {

const std::vector<FilterField> kFields{{"state", FilterType::kName, {"SENT", "DRAFT"}},
                                       {"area_code", FilterType::kCode},
                                       {"office", FilterType::kText},
                                       {"create_time", FilterType::kTime},
                                       {"revision", FilterType::kNumber}};

// Sent, in Air Mesu Timur, of no office, on 4 March 2026, in its third revision.
FilterValue ValueOf(std::size_t field) {
  switch (field) {
    case 0:
      return std::string("SENT");
    case 1:
      return std::string("19.04.02.2020");
    case 3:
      return ToMicroseconds(*ParseRfc3339("2026-03-04T05:06:07Z"));
    case 4:
      return std::int64_t{3};
    default:
      return {};
  }
}

bool Passes(const std::string& text) {
  const auto filter = Filter::Parse(text, kFields);
  EXPECT_TRUE(filter) << text << ": " << filter.error().Text(Language::kEnglish);
  return filter && filter->Passes(ValueOf);
}

std::string Refusal(const std::string& text) {
  const auto filter = Filter::Parse(text, kFields);
  if (filter) return "OK";
  const FieldViolation& violation = filter.error().violations().at(0);
  return violation.field + " " + std::string(violation.rule->name);
}

TEST(FilterTest, NothingIsAFilterThatEverythingPasses) {
  EXPECT_TRUE(Passes(""));
  EXPECT_TRUE(Passes("  "));
}

TEST(FilterTest, ComparesEachKindOfField) {
  EXPECT_TRUE(Passes("state = SENT"));
  EXPECT_FALSE(Passes("state=DRAFT"));
  EXPECT_TRUE(Passes("state != DRAFT"));
  EXPECT_TRUE(Passes("revision > 2 AND revision <= 3"));
  EXPECT_FALSE(Passes("revision < 3"));
  EXPECT_TRUE(Passes("create_time >= 2026-03-04T12:06:07+07:00"));
  EXPECT_FALSE(Passes("create_time > \"2026-03-04T05:06:07Z\""));
  EXPECT_TRUE(Passes("state = 'SENT'"));
}

TEST(FilterTest, AnAreaHoldsWhatLiesInItAndNothingThatOnlyBeginsTheSame) {
  EXPECT_TRUE(Passes("area_code:19.04"));
  EXPECT_TRUE(Passes("area_code:19.04.02.2020"));
  EXPECT_FALSE(Passes("area_code:19.0"));
  EXPECT_FALSE(Passes("area_code:19.71"));
  EXPECT_FALSE(Passes("area_code = 19.04"));
}

TEST(FilterTest, WhatIsNotSetIsEqualToNothingAndCanBeAskedFor) {
  EXPECT_FALSE(Passes("office = BNN"));
  EXPECT_TRUE(Passes("office != BNN"));
  EXPECT_FALSE(Passes("office:*"));
  EXPECT_TRUE(Passes("state:* AND NOT office:*"));
}

// AIP-160: "a AND b OR c" is "a AND (b OR c)".
TEST(FilterTest, OrBindsCloserThanAnd) {
  EXPECT_FALSE(Passes("state = DRAFT AND revision = 9 OR revision = 3"));
  EXPECT_TRUE(Passes("(state = DRAFT AND revision = 9) OR revision = 3"));
  EXPECT_TRUE(Passes("revision = 3 OR revision = 9 AND state = SENT"));
}

TEST(FilterTest, ASpaceIsAndAndAMinusIsNot) {
  EXPECT_TRUE(Passes("state = SENT revision = 3"));
  EXPECT_FALSE(Passes("state = SENT revision = 4"));
  EXPECT_TRUE(Passes("-state = DRAFT"));
  EXPECT_TRUE(Passes("NOT (state = DRAFT OR revision = 4)"));
}

TEST(FilterTest, WhatCannotBeReadIsRefusedByItsPlace) {
  EXPECT_EQ(Refusal("state"), "filter FILTER_MALFORMED");
  EXPECT_EQ(Refusal("state ="), "filter FILTER_MALFORMED");
  EXPECT_EQ(Refusal("state = SENT AND"), "filter FILTER_MALFORMED");
  EXPECT_EQ(Refusal("(state = SENT"), "filter FILTER_MALFORMED");
  EXPECT_EQ(Refusal("state = SENT)"), "filter FILTER_MALFORMED");
  EXPECT_EQ(Refusal("state = \"SENT"), "filter FILTER_MALFORMED");
  EXPECT_EQ(Refusal("SENT"), "filter FILTER_MALFORMED");
  const auto filter = Filter::Parse("revision = 3 )", kFields);
  EXPECT_EQ(filter.error().violations().at(0).variables.at(0).second, "14");
}

TEST(FilterTest, WhatMeansNothingHereIsRefused) {
  EXPECT_EQ(Refusal("nik = 1"), "filter FILTER_FIELD_UNKNOWN");
  EXPECT_EQ(Refusal("state = LOST"), "filter FILTER_VALUE_WRONG");
  EXPECT_EQ(Refusal("state < SENT"), "filter FILTER_OPERATOR_WRONG");
  EXPECT_EQ(Refusal("office:BNN"), "filter FILTER_OPERATOR_WRONG");
  EXPECT_EQ(Refusal("revision = three"), "filter FILTER_VALUE_WRONG");
  EXPECT_EQ(Refusal("create_time > yesterday"), "filter FILTER_VALUE_WRONG");
}

TEST(FilterTest, ThereIsALimitOnEverything) {
  EXPECT_EQ(Refusal(std::string(21, '(') + "revision=1" + std::string(21, ')')),
            "filter FILTER_MALFORMED");
  EXPECT_EQ(Refusal("revision = 1" + std::string(Filter::kLongest, ' ')),
            "filter FILTER_MALFORMED");
  std::string many = "revision=1";
  for (int i = 0; i < 50; ++i) many += " revision=1";
  EXPECT_EQ(Refusal(many), "filter FILTER_MALFORMED");
}

TEST(FilterTest, NoRefusalRepeatsAValue) {
  const auto filter = Filter::Parse("revision = 9904021205950001x", kFields);
  ASSERT_FALSE(filter);
  EXPECT_EQ(filter.error().Text(Language::kEnglish).find("9904021205950001"), std::string::npos);
}

TEST(FilterTest, SaysWhatEverythingFulfilsThatPasses) {
  const auto required =
      Filter::Parse("state = SENT (revision = 1 OR revision = 2) -office:*", kFields)->Required();
  ASSERT_EQ(required.size(), 1u);
  EXPECT_EQ(required.at(0).field, 0u);
}

TEST(FilterTest, HasOneFormHoweverItIsWritten) {
  const auto form = [](const std::string& text) {
    return Filter::Parse(text, kFields)->ToString(kFields);
  };
  EXPECT_EQ(form("state=SENT  revision>1 OR office:*"),
            "state=\"SENT\" AND (revision>1 OR office:*)");
  EXPECT_EQ(form("((state = 'SENT'))"), "state=\"SENT\"");
  EXPECT_EQ(form(form("-(create_time<2026-03-04T05:06:07Z)")),
            "NOT (create_time<2026-03-04T05:06:07.000000Z)");
}

}  // namespace
}  // namespace sinergi
