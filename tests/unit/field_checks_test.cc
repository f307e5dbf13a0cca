#include "common/rpc/field_checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/result/reasons.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

struct PlaceTag;
using PlaceId = Id<PlaceTag>;

constexpr char kUuid[] = "0199d4b8-7a40-7000-8000-000000000001";

// Field and rule of everything that was found wrong.
std::vector<std::pair<std::string, std::string_view>> Found(const FieldChecks& checks) {
  std::vector<std::pair<std::string, std::string_view>> found;
  const Status done = checks.Done();
  if (done) return found;
  for (const auto& violation : done.error().violations()) {
    found.emplace_back(violation.field, violation.rule->name);
  }
  return found;
}

TEST(FieldChecksTest, NothingWrongIsOk) {
  FieldChecks checks;
  checks.RequiredText("name", "Klinik", 6);
  checks.OptionalText("note", "", 0);
  checks.Range("count", 5, 5, 5);
  EXPECT_EQ(checks.RequiredId<PlaceId>("place_id", kUuid).ToString(), kUuid);
  EXPECT_TRUE(checks.Done());
}

TEST(FieldChecksTest, EverythingWrongIsSaidAtOnceAndInOrder) {
  FieldChecks checks;
  checks.RequiredText("name", "", 10);
  checks.OptionalText("note", "abcd", 3);
  checks.Range("count", 6, 1, 5);
  checks.Violated("kind", reasons::kValueUnknown, {{"value", "9"}});
  EXPECT_THAT(Found(checks),
              ElementsAre(Pair("name", "FIELD_REQUIRED"), Pair("note", "FIELD_TOO_LONG"),
                          Pair("count", "VALUE_OUT_OF_RANGE"), Pair("kind", "VALUE_UNKNOWN")));
  EXPECT_EQ(checks.Done().error().code(), ErrorCode::kInvalidArgument);
}

TEST(FieldChecksTest, BlanksAreNoText) {
  FieldChecks checks;
  checks.RequiredText("name", " \t\r\n", 10);
  EXPECT_THAT(Found(checks), ElementsAre(Pair("name", "FIELD_REQUIRED")));
}

TEST(FieldChecksTest, CountsCharactersAndNotBytes) {
  FieldChecks checks;
  checks.RequiredText("name", "ééé", 3);
  EXPECT_THAT(Found(checks), IsEmpty());
  checks.RequiredText("name", "éééé", 3);
  EXPECT_THAT(checks.Done().error().violations().front().variables,
              ElementsAre(Pair("length", "4"), Pair("limit", "3")));
}

TEST(FieldChecksTest, ARangeIncludesItsEnds) {
  FieldChecks checks;
  for (const std::int64_t value : {0, 1, 5, 6}) {
    checks.Range("count_" + std::to_string(value), value, 1, 5);
  }
  EXPECT_THAT(Found(checks), ElementsAre(Pair("count_0", "VALUE_OUT_OF_RANGE"),
                                         Pair("count_6", "VALUE_OUT_OF_RANGE")));
}

TEST(FieldChecksTest, AMissingIdIsRequiredAndAMalformedOneNamesItsForm) {
  FieldChecks checks;
  EXPECT_EQ(checks.RequiredId<PlaceId>("a", ""), PlaceId());
  EXPECT_EQ(checks.RequiredId<PlaceId>("b", "not-a-uuid"), PlaceId());
  EXPECT_THAT(Found(checks),
              ElementsAre(Pair("a", "FIELD_REQUIRED"), Pair("b", "FIELD_MALFORMED")));
}

TEST(FieldChecksTest, AnothersJudgementIsTakenOverUnderOurFieldsName) {
  FieldChecks checks;
  checks.Violated("area_code", Error::Of(reasons::kFieldMalformed, {{"form", "19.04"}}));
  EXPECT_THAT(Found(checks), ElementsAre(Pair("area_code", "FIELD_MALFORMED")));
  EXPECT_EQ(checks.Done().error().Text(Language::kEnglish),
            "area_code: is not of the expected form: 19.04.");
}

TEST(FieldChecksTest, RefusesControlCharactersButNotLineBreaksAndTabs) {
  FieldChecks checks;
  checks.RequiredText("note", "one\n\ttwo\r\n", 50);
  EXPECT_TRUE(checks.Done());
  checks.RequiredText("name", std::string("a\0b", 3), 50);
  checks.OptionalText("phone", "\x1b[31m", 50);
  const Status done = checks.Done();
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().violations().size(), 2u);
  EXPECT_TRUE(done.error().Is(reasons::kFieldHasControlCharacters));
}

}  // namespace
}  // namespace sinergi
