#include "common/result/result.h"

#include <gtest/gtest.h>

#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr Reason kFull{ErrorCode::kFailedPrecondition, "FACILITY_FULL",
                       "{facility} has no free place.", "{facility} tidak memiliki tempat kosong."};

TEST(ErrorTest, FillsItsSentenceInBothLanguages) {
  const Error error = Error::Of(kFull, {{"facility", "Klinik Pratama"}});
  EXPECT_EQ(error.Text(Language::kEnglish), "Klinik Pratama has no free place.");
  EXPECT_EQ(error.Text(Language::kIndonesian), "Klinik Pratama tidak memiliki tempat kosong.");
}

TEST(ErrorTest, DoesNotFillASlotThatAValueBringsAlong) {
  const Error error = Error::Of(kFull, {{"facility", "{facility}"}});
  EXPECT_EQ(error.Text(Language::kEnglish), "{facility} has no free place.");
}

TEST(ErrorTest, NamesEveryViolationAndTakesItsReasonFromTheFirst) {
  const Error error =
      Error::Invalid({{"area_code", &reasons::kFieldRequired, {}},
                      {"name", &reasons::kFieldTooLong, {{"length", "9"}, {"limit", "5"}}}});
  EXPECT_TRUE(error.Is(reasons::kFieldRequired));
  EXPECT_EQ(error.Variable("field"), "area_code");
  EXPECT_EQ(
      error.Text(Language::kEnglish),
      "area_code: is required and was not given.; name: has 9 characters; at most 5 are allowed.");
}

TEST(ErrorTest, KeepsTheCauseApartFromTheText) {
  const Error error = Error::Of(reasons::kInternal).Because("disk on fire");
  EXPECT_EQ(error.cause(), "disk on fire");
  EXPECT_EQ(error.Text(Language::kEnglish).find("fire"), std::string::npos);
}

TEST(ErrorTest, ACopyEqualsItsOriginalAndIsNotChangedByIt) {
  const Error original = Error::Of(kFull, {{"facility", "A"}});
  const Error delayed = original.RetryAfter(std::chrono::milliseconds(250));
  EXPECT_FALSE(original.retry_after().has_value());
  EXPECT_EQ(delayed.retry_after(), std::chrono::milliseconds(250));
  EXPECT_EQ(delayed.Text(Language::kEnglish), original.Text(Language::kEnglish));
}

TEST(ErrorCodeTest, SaysWhetherARetryMayHelp) {
  EXPECT_TRUE(IsRetryable(ErrorCode::kUnavailable));
  EXPECT_FALSE(IsRetryable(ErrorCode::kInvalidArgument));
  EXPECT_EQ(CodeName(ErrorCode::kFailedPrecondition), "FAILED_PRECONDITION");
  EXPECT_EQ(CodeName(ErrorCode::kInternal), "INTERNAL");
}

TEST(ResultTest, HoldsTheValueOrTheError) {
  const Result<int> value = 7;
  const Result<int> failed = Error::Of(kFull);
  ASSERT_TRUE(value);
  EXPECT_EQ(*value, 7);
  ASSERT_FALSE(failed);
  EXPECT_TRUE(failed.error().Is(kFull));
}

TEST(StatusTest, IsOkUntilAnErrorIsPutIn) {
  EXPECT_TRUE(Status::Ok());
  const Status failed = Error::Of(kFull);
  ASSERT_FALSE(failed);
  EXPECT_TRUE(failed.error().Is(kFull));
}

}  // namespace
}  // namespace sinergi
