#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "common/time/clock.h"
#include "services/cli/explain.h"
#include "services/cli/login.h"
#include "services/cli/person_file.h"
#include "services/cli/private_file.h"
#include "services/cli/resume_state.h"
#include "tests/support/temporary_folder.h"

namespace sinergi::cli {
namespace {

using testing::TemporaryFolder;
using Verdict = NumberLine::Verdict;

void Write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path) << text;
}

TEST(ResumeStateTest, IsReadAsItWasSaved) {
  const TemporaryFolder folder;
  const ResumeState state{"id", "token", 3, 14};
  EXPECT_FALSE(SaveResumeState(folder / "state", state));
  const auto loaded = LoadResumeState(folder / "state");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(*loaded, state);
}

TEST(ResumeStateTest, IsNothingWhereThereIsNoFile) {
  const TemporaryFolder folder;
  const auto loaded = LoadResumeState(folder / "state");
  ASSERT_TRUE(loaded);
  EXPECT_FALSE(loaded->has_value());
}

TEST(ResumeStateTest, RefusesAFileThatSomethingElseWrote) {
  const TemporaryFolder folder;
  for (const char* text : {"", "[]", "{}", R"({"subscription_id":1})", "{\"subscription_id\":"}) {
    Write(folder / "state", text);
    EXPECT_FALSE(LoadResumeState(folder / "state")) << text;
  }
}

TEST(NumberLineTest, AcceptsTheNextAndSeesRepeatsAndGaps) {
  NumberLine line;
  EXPECT_EQ(line.Judge(1, 5), Verdict::kNext);
  EXPECT_EQ(line.Judge(1, 6), Verdict::kNext);
  EXPECT_EQ(line.Judge(1, 6), Verdict::kRepeat);
  EXPECT_EQ(line.Judge(1, 8), Verdict::kGap);
  EXPECT_EQ(line.Judge(2, 1), Verdict::kNewEpoch);
  EXPECT_EQ(line.Judge(2, 2), Verdict::kNext);
}

TEST(PrivateFileTest, IsReadableByItsOwnerOnlyAndReplacedWhole) {
  const TemporaryFolder folder;
  Write(folder / "file", "a much longer text than what follows");
  ASSERT_TRUE(WritePrivateFile(folder / "file", "short"));
  EXPECT_EQ(ReadSmallFile(folder / "file"), "short");
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder / "file").permissions(),
            perms::owner_read | perms::owner_write);
}

TEST(LoginTest, NeedsTheKeyThatAServerMade) {
  const TemporaryFolder folder;
  const auto token =
      IssueDevelopmentToken(folder.path(), {"budi", {}, "", "", {}}, std::chrono::hours(1));
  EXPECT_FALSE(token);
  EXPECT_FALSE(std::filesystem::exists(folder / "development-key.json"));
}

TEST(LoginTest, KeepsATokenThatTellsWhoOneIs) {
  const TemporaryFolder folder;
  ASSERT_TRUE(DevelopmentIssuer::Open(folder / "development-key.json"));
  const Caller caller{"budi", {"office-officer"}, "BNNK-PALOPO", "", {}};
  const auto token = IssueDevelopmentToken(folder.path(), caller, std::chrono::hours(1));
  ASSERT_TRUE(token);
  ASSERT_FALSE(KeepToken(folder.path(), *token));
  const auto read = ReadToken(KeptToken(folder.path()));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->subject, "budi");
  EXPECT_EQ(read->roles, caller.roles);
  EXPECT_EQ(read->office, "BNNK-PALOPO");
  EXPECT_GT(read->expires, SystemClock().Now());
}

TEST(LoginTest, ReadsNobodyFromWhatIsNoToken) {
  for (const char* text : {"", "abc", "a.b", "a.!.c", "a.e30.c.d.."}) {
    const auto read = ReadToken(text);
    EXPECT_TRUE(!read || read->subject.empty()) << text;
  }
}

TEST(PersonFileTest, GivesThePerson) {
  const TemporaryFolder folder;
  Write(folder / "person.json", R"({"name":"Contoh","nik":"9904021205950001","note":"a\nb"})");
  const auto person = ReadPersonFile(folder / "person.json");
  ASSERT_TRUE(person);
  EXPECT_EQ(person->name(), "Contoh");
  EXPECT_EQ(person->note(), "a\nb");
}

TEST(PersonFileTest, RefusesOtherFieldsWithoutRepeatingThem) {
  const TemporaryFolder folder;
  for (const char* text :
       {R"({"name":"Rahasia","age":3})", R"({"name":"Rahasia")", R"({"outcome_note":"Rahasia"})"}) {
    Write(folder / "person.json", text);
    const auto person = ReadPersonFile(folder / "person.json");
    ASSERT_FALSE(person) << text;
    EXPECT_EQ(person.failure().error.english.find("Rahasia"), std::string::npos);
  }
}

RemoteError TwoViolations() {
  RemoteError error;
  error.code = "INVALID_ARGUMENT";
  error.english = "area_code: is missing; person.nik: is wrong.";
  error.indonesian = "area_code: belum diisi; sungguh; person.nik: salah.";
  error.violations = {{"area_code", "is missing"}, {"person.nik", "is wrong."}};
  return error;
}

TEST(ExplainTest, CutsTheIndonesianSentenceAtTheFields) {
  const auto violations = Violations(TwoViolations(), Language::kIndonesian);
  ASSERT_EQ(violations.size(), 2U);
  EXPECT_EQ(violations[0].second, "belum diisi; sungguh");
  EXPECT_EQ(violations[1].second, "salah.");
}

TEST(ExplainTest, FallsBackToEnglishWhenTheSentenceIsOfAnotherForm) {
  RemoteError error = TwoViolations();
  error.indonesian = "Permintaan tidak sah.";
  EXPECT_EQ(Violations(error, Language::kIndonesian), error.violations);
}

TEST(ExplainTest, NamesTheOptionAndTheNextStep) {
  Failure failure{kRefused, TwoViolations(), {}, {}};
  failure.error.reason = "REGION_CODE_UNKNOWN";
  const std::string text = Explain(failure, "127.0.0.1:7070", Language::kEnglish, Painter(false));
  EXPECT_NE(text.find("--area (area_code)  is missing"), std::string::npos) << text;
  EXPECT_NE(text.find("sinergi region search"), std::string::npos) << text;
}

TEST(ExplainTest, SaysWhereNobodyAnswered) {
  const Failure failure = FailureOf({grpc::StatusCode::UNAVAILABLE, "ipv4: refused"}, "trace");
  EXPECT_EQ(failure.exit_code, kUnreachable);
  const std::string text = Explain(failure, "host:1", Language::kIndonesian, Painter(false));
  EXPECT_NE(text.find("apakah server berjalan di host:1?"), std::string::npos) << text;
  EXPECT_EQ(text.find("ipv4"), std::string::npos) << text;
}

}  // namespace
}  // namespace sinergi::cli
