#include "common/rpc/page_tokens.h"

#include <gtest/gtest.h>

#include "common/result/reasons.h"

namespace sinergi {
namespace {

using std::chrono::hours;

class PageTokensTest : public ::testing::Test {
 protected:
  static Call CallOf(std::string_view method, const std::string& subject) {
    return {method, {subject, {}, "", "", {}}, Deadline::In(hours(1)), TraceContext::New()};
  }

  static ::testing::AssertionResult IsRefused(const Result<std::string>& place,
                                              const Reason& reason) {
    if (!place && place.error().Is(reason) &&
        place.error().violations().front().field == "page_token") {
      return ::testing::AssertionSuccess();
    }
    return ::testing::AssertionFailure()
           << (place ? "read " + *place : place.error().Text(Language::kEnglish));
  }

  const TokenSealer sealer_{std::string(32, 'k')};
  ManualClock clock_{FromMicroseconds(1'772'600'000'000'000)};
  const PageTokens tokens_{sealer_, clock_, hours(24)};
  const Call call_ = CallOf("/x.v1.Places/ListPlaces", "sari");
};

TEST_F(PageTokensTest, GivesBackThePlace) {
  for (const std::string& place :
       {std::string("19.04|b:c"), std::string(), std::string("\0\xff", 2)}) {
    const auto read = tokens_.Read(call_, "filter", tokens_.Make(call_, "filter", place));
    ASSERT_TRUE(read) << read.error().Text(Language::kEnglish);
    EXPECT_EQ(*read, place);
  }
}

TEST_F(PageTokensTest, NoTokenIsTheBeginning) { EXPECT_EQ(*tokens_.Read(call_, "f", ""), ""); }

TEST_F(PageTokensTest, IsForNoOtherCallerMethodOrFilter) {
  const std::string token = tokens_.Make(call_, "filter", "place");
  const auto& invalid = reasons::kPageTokenInvalid;
  EXPECT_TRUE(IsRefused(tokens_.Read(CallOf(call_.method, "budi"), "filter", token), invalid));
  EXPECT_TRUE(IsRefused(tokens_.Read(CallOf("/x/Other", "sari"), "filter", token), invalid));
  EXPECT_TRUE(IsRefused(tokens_.Read(call_, "another", token), invalid));
}

TEST_F(PageTokensTest, TheBorderBetweenCallerAndFilterCounts) {
  const std::string token = tokens_.Make(CallOf(call_.method, "sari"), "filter", "place");
  EXPECT_TRUE(IsRefused(tokens_.Read(CallOf(call_.method, "sarif"), "ilter", token),
                        reasons::kPageTokenInvalid));
}

TEST_F(PageTokensTest, WhatNobodySealedIsRefused) {
  std::string token = tokens_.Make(call_, "filter", "place");
  token[token.size() / 2] = token[token.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_TRUE(IsRefused(tokens_.Read(call_, "filter", token), reasons::kPageTokenInvalid));
  EXPECT_TRUE(IsRefused(tokens_.Read(call_, "filter", "place"), reasons::kPageTokenInvalid));
}

TEST_F(PageTokensTest, AnotherPurposesTokenIsRefused) {
  EXPECT_TRUE(IsRefused(tokens_.Read(call_, "filter", sealer_.Seal("resume", "place")),
                        reasons::kPageTokenInvalid));
}

TEST_F(PageTokensTest, ExpiresAfterItsLifetime) {
  const std::string token = tokens_.Make(call_, "filter", "place");
  clock_.Advance(hours(24) - std::chrono::microseconds(1));
  EXPECT_TRUE(tokens_.Read(call_, "filter", token));
  clock_.Advance(std::chrono::microseconds(1));
  EXPECT_TRUE(IsRefused(tokens_.Read(call_, "filter", token), reasons::kPageTokenExpired));
}

TEST_F(PageTokensTest, ShowsNothingOfThePlace) {
  EXPECT_EQ(tokens_.Make(call_, "filter", "place").find("place"), std::string::npos);
}

TEST(PageSizeTest, IsTheUsualOneForNoneAndAtMostTheLimit) {
  EXPECT_EQ(*PageSize(0, 50, 200), 50);
  EXPECT_EQ(*PageSize(1, 50, 200), 1);
  EXPECT_EQ(*PageSize(200, 50, 200), 200);
  EXPECT_EQ(*PageSize(201, 50, 200), 200);
}

TEST(PageSizeTest, BelowZeroIsRefused) {
  const auto size = PageSize(-1, 50, 200);
  ASSERT_FALSE(size);
  EXPECT_TRUE(size.error().Is(reasons::kValueOutOfRange));
  EXPECT_EQ(size.error().violations().front().field, "page_size");
}

}  // namespace
}  // namespace sinergi
