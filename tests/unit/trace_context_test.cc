#include "common/telemetry/trace_context.h"

#include <gtest/gtest.h>

#include <set>

// Every rule of https://www.w3.org/TR/trace-context-1/, section 3.2.
namespace sinergi {
namespace {

const std::string kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
const std::string kSpan = "00f067aa0ba902b7";
const std::string kHeader = "00-" + kTrace + "-" + kSpan + "-01";

std::string With(const std::string& version, const std::string& trace, const std::string& span,
                 const std::string& rest) {
  return version + "-" + trace + "-" + span + "-" + rest;
}

TEST(TraceContextTest, ReadsTheRecommendationsExample) {
  const auto context = TraceContext::Parse(kHeader);
  ASSERT_TRUE(context);
  EXPECT_EQ(context->TraceId(), kTrace);
  EXPECT_EQ(context->SpanId(), kSpan);
  EXPECT_EQ(context->ToString(), kHeader);
}

TEST(TraceContextTest, KeepsWhetherItIsSampled) {
  const auto context = TraceContext::Parse(With("00", kTrace, kSpan, "00"));
  ASSERT_TRUE(context);
  EXPECT_EQ(context->ToString(), With("00", kTrace, kSpan, "00"));
}

TEST(TraceContextTest, SetsTheFlagsThatLevelOneDoesNotDefineToZero) {
  EXPECT_EQ(TraceContext::Parse(With("00", kTrace, kSpan, "ff"))->ToString(), kHeader);
  EXPECT_EQ(TraceContext::Parse(With("00", kTrace, kSpan, "02"))->ToString(),
            With("00", kTrace, kSpan, "00"));
}

TEST(TraceContextTest, RefusesVersionFf) {
  EXPECT_FALSE(TraceContext::Parse(With("ff", kTrace, kSpan, "01")));
}

TEST(TraceContextTest, RefusesAVersionThatIsNotTwoLowerCaseDigits) {
  for (const char* version : {"0", "000", ".0", "0.", "0x", "FE", "fF", "  ", "-1"}) {
    EXPECT_FALSE(TraceContext::Parse(With(version, kTrace, kSpan, "01"))) << version;
  }
}

TEST(TraceContextTest, AcceptsALaterVersionThatEndsAfterTheFlags) {
  for (const char* version : {"01", "cc", "fe"}) {
    const auto context = TraceContext::Parse(With(version, kTrace, kSpan, "01"));
    ASSERT_TRUE(context) << version;
    EXPECT_EQ(context->ToString(), kHeader) << "is written in the version that we know";
  }
}

TEST(TraceContextTest, AcceptsALaterVersionWithMoreAfterADash) {
  EXPECT_EQ(
      TraceContext::Parse(With("cc", kTrace, kSpan, "01-what-the-future-will-be"))->ToString(),
      kHeader);
  EXPECT_TRUE(TraceContext::Parse(With("cc", kTrace, kSpan, "01-")));
}

TEST(TraceContextTest, RefusesALaterVersionWithMoreButNoDash) {
  EXPECT_FALSE(TraceContext::Parse(With("cc", kTrace, kSpan, "01.what")));
  EXPECT_FALSE(TraceContext::Parse(With("cc", kTrace, kSpan, "010")));
}

TEST(TraceContextTest, RefusesALaterVersionThatIsTooShort) {
  EXPECT_FALSE(TraceContext::Parse(With("cc", kTrace, kSpan, "0")));
}

TEST(TraceContextTest, RefusesVersion00WithAnythingMore) {
  for (const char* more : {"-", "-what", "0", " "})
    EXPECT_FALSE(TraceContext::Parse(kHeader + more));
}

TEST(TraceContextTest, RefusesATraceIdOfZeros) {
  EXPECT_FALSE(TraceContext::Parse(With("00", std::string(32, '0'), kSpan, "01")));
}

TEST(TraceContextTest, RefusesASpanIdOfZeros) {
  EXPECT_FALSE(TraceContext::Parse(With("00", kTrace, std::string(16, '0'), "01")));
}

TEST(TraceContextTest, RefusesUpperCase) {
  EXPECT_FALSE(TraceContext::Parse(With("00", "4BF92f3577b34da6a3ce929d0e0e4736", kSpan, "01")));
  EXPECT_FALSE(TraceContext::Parse(With("00", kTrace, "00F067aa0ba902b7", "01")));
  EXPECT_FALSE(TraceContext::Parse(With("00", kTrace, kSpan, "0A")));
}

TEST(TraceContextTest, RefusesACharacterThatIsNoDigitWhereverItStands) {
  for (std::size_t place = 0; place < kHeader.size(); ++place) {
    for (const char wrong : {'g', '.', ' ', '_', '\0', '\xff'}) {
      std::string header = kHeader;
      header[place] = wrong;
      EXPECT_FALSE(TraceContext::Parse(header)) << place;
    }
  }
}

TEST(TraceContextTest, RefusesEveryShorterText) {
  for (std::size_t size = 0; size < kHeader.size(); ++size) {
    EXPECT_FALSE(TraceContext::Parse(kHeader.substr(0, size))) << size;
  }
}

TEST(TraceContextTest, RefusesPartsOfTheWrongLength) {
  EXPECT_FALSE(TraceContext::Parse(With("00", kTrace + "0", kSpan.substr(1), "01")));
  EXPECT_FALSE(TraceContext::Parse(With("00", kTrace.substr(1), kSpan + "0", "01")));
  EXPECT_FALSE(TraceContext::Parse(With("00", kTrace, kSpan.substr(1), "010")));
}

TEST(TraceContextTest, ANewOneIsSampledAndCanBeRead) {
  const TraceContext context = TraceContext::New();
  EXPECT_EQ(context.ToString().substr(53), "01");
  EXPECT_EQ(TraceContext::Parse(context.ToString()), context);
}

TEST(TraceContextTest, NewOnesDiffer) {
  std::set<std::string> traces;
  std::set<std::string> spans;
  for (int i = 0; i < 1000; ++i) {
    const TraceContext context = TraceContext::New();
    traces.insert(context.TraceId());
    spans.insert(context.SpanId());
  }
  EXPECT_EQ(traces.size(), 1000u);
  EXPECT_EQ(spans.size(), 1000u);
}

TEST(TraceContextTest, AChildIsANewSpanOfTheSameTrace) {
  const auto parent = TraceContext::Parse(With("00", kTrace, kSpan, "00"));
  const TraceContext child = parent->Child();
  EXPECT_EQ(child.TraceId(), kTrace);
  EXPECT_NE(child.SpanId(), kSpan);
  EXPECT_EQ(child.ToString().substr(53), "00") << "is sampled exactly when its parent is";
  EXPECT_EQ(TraceContext::Parse(child.ToString()), child);
}

}  // namespace
}  // namespace sinergi
