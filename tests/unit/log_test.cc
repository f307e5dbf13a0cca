#include "common/logging/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <sstream>
#include <thread>

#include "common/logging/json_text.h"
#include "common/logging/line.h"

namespace sinergi {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

const Instant kMoment = FromMicroseconds(1'772'600'767'123'456);  // 2026-03-04 05:06:07.123456 UTC
const LogLine kLine{kMoment, LogLevel::kInfo, "relay published"};

std::string TextOf(std::string value) {
  const std::string line = TextLine(kLine, {{"v", std::move(value)}}, false);
  return line.substr(line.find("v=") + 2);
}

TEST(TextLineTest, IsForPeople) {
  EXPECT_EQ(
      TextLine(kLine, {{"topic", "sinergi.referrals.v1"}, {"count", std::int64_t{12}}}, false),
      "2026-03-04T05:06:07.123Z INFO  relay published  topic=sinergi.referrals.v1 count=12");
}

TEST(TextLineTest, WritesEveryTypeOfValue) {
  EXPECT_THAT(
      TextLine(kLine, {{"a", 0.25}, {"b", true}, {"c", std::int64_t{-7}}, {"d", ""}}, false),
      EndsWith("  a=0.25 b=true c=-7 d=\"\""));
}

TEST(TextLineTest, PutsTheMessageInOneColumnForEveryLevel) {
  for (const auto level :
       {LogLevel::kDebug, LogLevel::kInfo, LogLevel::kWarning, LogLevel::kError}) {
    EXPECT_EQ(TextLine({kMoment, level, "here"}, {}, false).find("here"), 31u);
  }
}

TEST(TextLineTest, IsColouredOnlyWhenAsked) {
  EXPECT_THAT(TextLine(kLine, {}, true), HasSubstr("\x1b[32mINFO \x1b[0m relay"));
  EXPECT_THAT(TextLine(kLine, {}, false), Not(HasSubstr("\x1b")));
}

TEST(TextLineTest, AValueCannotPassForAnotherField) {
  EXPECT_EQ(TextOf("x admin=true"), R"("x admin=true")");
  EXPECT_EQ(TextOf("x\" admin=true"), R"("x\" admin=true")");
  EXPECT_EQ(TextOf("a=b"), R"("a=b")");
  EXPECT_EQ(TextOf("C:\\new"), R"("C:\\new")");
}

TEST(TextLineTest, AValueCannotForgeALineOrSteerTheTerminal) {
  EXPECT_EQ(TextOf("x\n2026 ERROR stolen\r"), R"("x\n2026 ERROR stolen\r")");
  EXPECT_EQ(TextOf("\x1b[2J"), R"("\u001b[2J")");
  EXPECT_EQ(TextOf("\xc2\x9b"
                   "2J"),
            R"("\u009b2J")");  // C1's control sequence
  EXPECT_EQ(TextOf("a\xc2\x85"
                   "b"),
            R"("a\u0085b")");  // next line
  EXPECT_EQ(TextOf("a\xe2\x80\xa8"
                   "b"),
            R"("a\u2028b")");  // line separator
  EXPECT_EQ(TextOf("a\xe2\x80\xae"
                   "b"),
            R"("a\u202eb")");  // right-to-left override
  EXPECT_EQ(TextOf(std::string("a\0b", 3)), R"("a\u0000b")");
}

TEST(JsonLineTest, IsOneObjectWithItsFields) {
  EXPECT_EQ(
      JsonLine({kMoment, LogLevel::kWarning, "lag"},
               {{"topic", "t \"1\""}, {"count", std::int64_t{12}}, {"ratio", 0.5}, {"up", false}}),
      R"({"time":"2026-03-04T05:06:07.123456Z","level":"warning","message":"lag",)"
      R"("topic":"t \"1\"","count":12,"ratio":0.5,"up":false})");
}

TEST(JsonLineTest, AFieldCannotReplaceTheLinesOwn) {
  EXPECT_THAT(JsonLine(kLine, {{"level", "x"}, {"time", std::int64_t{1}}, {"message", "y"}}),
              EndsWith(R"("message":"relay published","level_":"x","time_":1,"message_":"y"})"));
}

TEST(JsonLineTest, WritesAsTextWhatJsonCannotCount) {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  EXPECT_THAT(JsonLine(kLine, {{"a", std::nan("")}, {"b", kInfinity}, {"c", -kInfinity}}),
              EndsWith(R"("a":"NaN","b":"Infinity","c":"-Infinity"})"));
}

TEST(LogLineTest, ALongValueIsCutAndItsTrueLengthNamed) {
  EXPECT_EQ(TextOf(std::string(512, 'a')), std::string(512, 'a'));
  EXPECT_EQ(TextOf(std::string(513, 'a')), "\"" + std::string(512, 'a') + "…(513 bytes)\"");
}

TEST(LogLineTest, ACutDoesNotSplitACharacter) {
  EXPECT_EQ(TextOf(std::string(511, 'a') + "é" + "b"),
            "\"" + std::string(511, 'a') + "…(514 bytes)\"");
  EXPECT_EQ(TextOf(std::string(600, '\x80')).find("…"), 1 + 3 * 509u);  // never further back than 3
}

TEST(JsonTextTest, EscapesWhatJsonDemands) {
  EXPECT_EQ(JsonString("a\"b\\c\n\r\t\x01\x7f/"), R"("a\"b\\c\n\r\t\u0001\u007f/")");
  EXPECT_EQ(JsonString(""), R"("")");
}

TEST(JsonTextTest, KeepsWellFormedUtf8) {
  for (const char* text : {"é", "€", "𐍈", "\xed\x9f\xbf", "\xee\x80\x80", "\xf4\x8f\xbf\xbf"}) {
    EXPECT_EQ(JsonString(text), "\"" + std::string(text) + "\"");
  }
}

// The examples of Unicode 15, table 3-8 and around: one mark per part that cannot be continued.
TEST(JsonTextTest, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(JsonString("\xff"
                       "a"),
            "\"\uFFFDa\"");
  EXPECT_EQ(JsonString("\xc0\xaf"), "\"\uFFFD\uFFFD\"");                      // overlong
  EXPECT_EQ(JsonString("\xe0\x80\xaf"), "\"\uFFFD\uFFFD\uFFFD\"");            // overlong
  EXPECT_EQ(JsonString("\xed\xa0\x80"), "\"\uFFFD\uFFFD\uFFFD\"");            // surrogate
  EXPECT_EQ(JsonString("\xf4\x90\x80\x80"), "\"\uFFFD\uFFFD\uFFFD\uFFFD\"");  // beyond U+10FFFF
  EXPECT_EQ(JsonString("\xe1\x80"
                       "a"),
            "\"\uFFFDa\"");                             // cut short
  EXPECT_EQ(JsonString("\xf1\x80\x80"), "\"\uFFFD\"");  // cut by the end
}

// What Log wrote to standard error while `write` ran.
template <class Write>
std::string Logged(LogLevel lowest, LogFormat format, const Write& write) {
  testing::internal::CaptureStderr();
  ConfigureLog(lowest, format);
  write();
  return testing::internal::GetCapturedStderr();
}

TEST(LogTest, WritesOneLineToStandardErrorWithoutColours) {
  const std::string text = Logged(LogLevel::kInfo, LogFormat::kText, [] {
    Log(LogLevel::kError, "stopped", {{"cause", "a\nb"}});
  });
  EXPECT_THAT(text, EndsWith("Z ERROR stopped  cause=\"a\\nb\"\n"));
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1);
}

TEST(LogTest, LeavesOutWhatIsBelowTheLowestLevel) {
  EXPECT_EQ(Logged(LogLevel::kWarning, LogFormat::kText, [] { Log(LogLevel::kInfo, "quiet"); }),
            "");
  EXPECT_NE(Logged(LogLevel::kDebug, LogFormat::kText, [] { Log(LogLevel::kDebug, "loud"); }), "");
}

TEST(LogTest, FormatsOfTheLibraryAreNotInterpreted) {
  EXPECT_THAT(Logged(LogLevel::kInfo, LogFormat::kText, [] { Log(LogLevel::kInfo, "{} %v {0}"); }),
              EndsWith("INFO  {} %v {0}\n"));
}

TEST(LogTest, LinesOfManyThreadsDoNotMix) {
  const std::string text = Logged(LogLevel::kInfo, LogFormat::kJson, [] {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([] {
        for (int j = 0; j < 200; ++j) Log(LogLevel::kInfo, "tick", {{"v", std::string(100, 'x')}});
      });
    }
  });
  const std::string end =
      R"("level":"info","message":"tick","v":")" + std::string(100, 'x') + "\"}";
  std::istringstream lines(text);
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    ASSERT_TRUE(line.starts_with("{\"time\":\"") && line.ends_with(end)) << line;
  }
  EXPECT_EQ(count, 1600);
}

}  // namespace
}  // namespace sinergi
