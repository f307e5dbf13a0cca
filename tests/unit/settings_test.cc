#include "common/settings/settings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "common/settings/reasons.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SettingsTest : public testing::Test {
 protected:
  SettingsTest() {
    table_.Add(&database_url_, "database_url", "Where the rows are.");
    table_.Add(&reflection_, "reflection", "Whether the API is shown.");
    table_.Add(&port_, "port", 1, 65535, "Where the server listens.");
    table_.Add(&drain_, "drain", "How long calls may end.");
    table_.AddSecret(&key_, "signing_key", "Signs page tokens.");
  }

  // Every mistake as "field REASON".
  std::vector<std::string> Mistakes(const std::vector<std::string>& arguments,
                                    const SettingsTable::Environment& environment = {}) {
    std::vector<std::string> mistakes;
    const Status read = table_.Read(arguments, environment);
    if (read) return mistakes;
    for (const FieldViolation& violation : read.error().violations()) {
      mistakes.push_back(violation.field + " " + std::string(violation.rule->name));
    }
    return mistakes;
  }

  std::string MistakeText(const std::vector<std::string>& arguments,
                          const SettingsTable::Environment& environment = {}) {
    const Status read = table_.Read(arguments, environment);
    return read ? "" : read.error().Text(Language::kEnglish);
  }

  std::string database_url_ = "sqlite:///var/lib/sinergi";
  bool reflection_ = false;
  std::int64_t port_ = 8443;
  milliseconds drain_{5000};
  std::string key_ = "built-in-key";
  SettingsTable table_;
};

TEST_F(SettingsTest, TheDefaultStaysWhereNothingIsGiven) {
  ASSERT_TRUE(table_.Read({}, {{"HOME", "/root"}}));
  EXPECT_EQ(database_url_, "sqlite:///var/lib/sinergi");
  EXPECT_EQ(port_, 8443);
}

TEST_F(SettingsTest, ReadsEveryTypeInBothForms) {
  EXPECT_THAT(Mistakes({"--database_url=postgresql://h/d?a=b", "--reflection", "true", "--port=1",
                        "--drain", "250ms", "--signing_key=k"}),
              ElementsAre());
  EXPECT_EQ(database_url_, "postgresql://h/d?a=b");
  EXPECT_TRUE(reflection_);
  EXPECT_EQ(port_, 1);
  EXPECT_EQ(drain_, milliseconds(250));
  EXPECT_EQ(key_, "k");
}

TEST_F(SettingsTest, AnArgumentCountsMoreThanTheEnvironmentAndTheLastOfTwoCounts) {
  ASSERT_TRUE(
      table_.Read({"--port=2", "--port=3"}, {{"SINERGI_PORT", "4"}, {"SINERGI_DRAIN", "2m"}}));
  EXPECT_EQ(port_, 3);
  EXPECT_EQ(drain_, milliseconds(120'000));
  EXPECT_EQ(table_.given(), (std::map<std::string, std::string>{{"port", "3"}, {"drain", "2m"}}));
}

TEST_F(SettingsTest, ReportsEveryMistakeAtOnce) {
  EXPECT_THAT(Mistakes({"--port=0", "--drain=fast", "--colour=red", "lost", "--reflection"},
                       {{"SINERGI_PORT", "x"}, {"SINERGI_PROT", "1"}}),
              ElementsAre("SINERGI_PORT SETTING_MALFORMED", "SINERGI_PROT SETTING_MISSPELT",
                          "--port SETTING_OUT_OF_RANGE", "--drain SETTING_MALFORMED",
                          "--colour SETTING_UNKNOWN", "argument 4 ARGUMENT_MALFORMED",
                          "--reflection SETTING_VALUE_MISSING"));
}

TEST_F(SettingsTest, AMisspeltNameIsAnsweredWithTheOneThatWasMeant) {
  EXPECT_THAT(MistakeText({"--database-url=x"}), HasSubstr("did you mean --database_url?"));
  EXPECT_THAT(MistakeText({"--prot=1"}), HasSubstr("did you mean --port?"));
  EXPECT_THAT(MistakeText({}, {{"SINERGI_DATABSE_URL", "x"}}),
              HasSubstr("did you mean SINERGI_DATABASE_URL?"));
  EXPECT_THAT(MistakeText({}, {{"SINERGI_port", "1"}}), HasSubstr("did you mean SINERGI_PORT?"));
}

TEST_F(SettingsTest, AMistakeNamesTheValueAndTheRule) {
  EXPECT_EQ(MistakeText({"--port=70000"}), "--port: is 70000; it must be from 1 to 65535.");
  EXPECT_EQ(MistakeText({"--drain=5"}), "--drain: cannot be \"5\"; write 250ms, 5s, 2m, 1h.");
  EXPECT_EQ(MistakeText({"--reflection={form}"}),
            "--reflection: cannot be \"{form}\"; write true, false.");
}

TEST_F(SettingsTest, RefusesWhatIsNotAWholeNumber) {
  for (const char* text : {"", "1.5", " 1", "1 ", "+1", "0x10", "1e3", "one"}) {
    EXPECT_THAT(Mistakes({std::string("--port=") + text}), ElementsAre("--port SETTING_MALFORMED"))
        << text;
  }
  EXPECT_THAT(Mistakes({"--port=99999999999999999999"}),
              ElementsAre("--port SETTING_OUT_OF_RANGE"));
  EXPECT_EQ(port_, 8443);
}

TEST_F(SettingsTest, BothEndsOfARangeAreInIt) {
  EXPECT_THAT(Mistakes({"--port=1"}), ElementsAre());
  EXPECT_THAT(Mistakes({"--port=65535"}), ElementsAre());
  EXPECT_THAT(Mistakes({"--port=65536"}), ElementsAre("--port SETTING_OUT_OF_RANGE"));
}

TEST_F(SettingsTest, ADurationNeedsOneUnit) {
  for (const char* text : {"", "5", "s", "-5s", "1h30m", "5S", "1.5s", "5 s", "5d"}) {
    EXPECT_THAT(Mistakes({std::string("--drain=") + text}),
                ElementsAre("--drain SETTING_MALFORMED"))
        << text;
  }
}

TEST_F(SettingsTest, ADurationOfMoreThanTenYearsIsOutOfRange) {
  EXPECT_THAT(Mistakes({"--drain=87600h"}), ElementsAre());
  EXPECT_THAT(Mistakes({"--drain=87601h"}), ElementsAre("--drain SETTING_OUT_OF_RANGE"));
  EXPECT_THAT(Mistakes({"--drain=9223372036854775807h"}),
              ElementsAre("--drain SETTING_OUT_OF_RANGE"));
}

TEST_F(SettingsTest, VariablesOfTheTestsAndTheCommandLineAreNotLookedAt) {
  EXPECT_THAT(Mistakes({}, {{"SINERGI_REGIONS", "x"},
                            {"SINERGI_SOURCE", "x"},
                            {"SINERGI_BUILD", "x"},
                            {"SINERGI_TEST_KAFKA", "x"},
                            {"SINERGI_TOKEN", "x"}}),
              ElementsAre());
}

TEST_F(SettingsTest, AReservedVariableCountsOnceItIsASetting) {
  std::string token;
  table_.AddSecret(&token, "token", "Who calls.");
  ASSERT_TRUE(table_.Read({}, {{"SINERGI_TOKEN", "t"}}));
  EXPECT_EQ(token, "t");
}

TEST_F(SettingsTest, TheNextSettingIsNotTakenForAValue) {
  EXPECT_THAT(Mistakes({"--database_url", "--port=1"}),
              ElementsAre("--database_url SETTING_VALUE_MISSING"));
  EXPECT_THAT(Mistakes({"--signing_key", "--port=1"}),
              ElementsAre("--signing_key SETTING_VALUE_MISSING"));
  EXPECT_EQ(port_, 1);
}

TEST_F(SettingsTest, NoMistakeRepeatsWhatMayBeASecret) {
  EXPECT_THAT(MistakeText({"--signing_key=", "hunter2", "--signin_key", "hunter2",
                           "--signin_key=hunter2", "--signing_key:hunter2", "--=hunter2"},
                          {{"SINERGI_SIGNIN_KEY", "hunter2"}}),
              Not(HasSubstr("hunter2")));
  EXPECT_THAT(Mistakes({"--signing_key", "--hunter2"}), ElementsAre());
  EXPECT_EQ(key_, "--hunter2");
}

TEST_F(SettingsTest, DescribesEachSettingInOneAlignedRow) {
  ASSERT_TRUE(table_.Read({"--port=1"}, {}));
  EXPECT_EQ("\n" + table_.Describe(), R"(
  --database_url  text               sqlite:///var/lib/sinergi  Where the rows are.
  --drain         250ms, 5s, 2m, 1h  5s                         How long calls may end.
  --port          1..65535           8443                       Where the server listens.
  --reflection    true, false        false                      Whether the API is shown.
  --signing_key   text               (secret)                   Signs page tokens.
)");
}

TEST_F(SettingsTest, DescribesAsJsonWithoutSecrets) {
  std::string odd = "a \"b\"\n";
  table_.Add(&odd, "odd", "Has a \\ in it.");
  const std::string json = table_.Describe(true);
  EXPECT_THAT(json, HasSubstr(R"({"name": "port", "variable": "SINERGI_PORT", "unit": "integer", )"
                              R"("least": "1", "most": "65535", "default": "8443", )"
                              R"("sentence": "Where the server listens."})"));
  EXPECT_THAT(json, HasSubstr(R"("default": "a \"b\"\n", "sentence": "Has a \\ in it."})"));
  EXPECT_THAT(json, Not(HasSubstr("built-in-key")));
  EXPECT_THAT(table_.Describe(), Not(HasSubstr("built-in-key")));
}

TEST_F(SettingsTest, AnEmptyTableHasNothingToSay) {
  EXPECT_EQ(SettingsTable().Describe(), "");
  EXPECT_EQ(SettingsTable().Describe(true), "[\n]\n");
}

TEST_F(SettingsTest, ReadsTheProcessesEnvironment) {
  ASSERT_EQ(setenv("SINERGI_PORT", "a=b", 1), 0);
  EXPECT_EQ(SettingsTable::ProcessEnvironment().at("SINERGI_PORT"), "a=b");
  unsetenv("SINERGI_PORT");
}

using SettingsDeathTest = SettingsTest;

TEST_F(SettingsDeathTest, AWrongDeclarationEndsTheProgram) {
  EXPECT_DEATH(table_.Add(&drain_, "port", "Again."), "setting port: the name is there twice");
  EXPECT_DEATH(table_.Add(&drain_, "drain-time", ""), "the name is not lower_snake");
  EXPECT_DEATH(table_.Add(&port_, "low_port", 1, 1023, ""), "the default is out of its range");
}

}  // namespace
}  // namespace sinergi
