// The report that closes the loop: coded for everybody who sees the referral, in words for who may
// read the person.
#include "sinergi/referrals/v1/referrals_events.pb.h"
#include "tests/service/referrals_both_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

class ReferralsOutcomeTest : public ReferralsBothTest {
 protected:
  static v1::CompleteReferralRequest Report(const std::string& id) {
    auto request = Completion(id);
    request.mutable_outcome()->set_follow_up(v1::OUTCOME_FOLLOW_UP_AFTERCARE);
    request.set_note("Selesai dengan baik.");
    request.set_obstacles("Dua pertemuan tertunda karena cuaca.");
    request.set_conclusion("Tidak memakai lagi.");
    request.set_follow_up("Bina lanjut di unit IBM, sebulan sekali.");
    return request;
  }
};

TEST_P(ReferralsOutcomeTest, TheSenderReadsTheWholeReport) {
  const std::string id = Accepted();
  const auto report = Report(id);
  const auto done = Complete(report);
  ASSERT_TRUE(done) << done.error().Text(Language::kEnglish) << done.error().cause();
  const v1::Outcome outcome = Get(id, agent())->referral().outcome();
  EXPECT_EQ(outcome.SerializeAsString(), report.outcome().SerializeAsString());
  const v1::ReferralPerson person = GetPerson(id, agent())->person();
  EXPECT_EQ(person.outcome_note(), report.note());
  EXPECT_EQ(person.outcome_obstacles(), report.obstacles());
  EXPECT_EQ(person.outcome_conclusion(), report.conclusion());
  EXPECT_EQ(person.outcome_follow_up(), report.follow_up());
}

TEST_P(ReferralsOutcomeTest, TheEventTellsWhatIsCodedAndNoWords) {
  const std::string id = Accepted();
  ASSERT_TRUE(Complete(Report(id)));
  const auto rows = truth().Query(
      Soon(), Statement{"SELECT payload FROM outbox WHERE type LIKE '%ReferralCompleted'"}, {});
  ASSERT_TRUE(rows);
  v1::ReferralCompleted event;
  ASSERT_TRUE(event.ParseFromString(rows->at(0).Bytes(0)));
  EXPECT_EQ(event.outcome().SerializeAsString(), Report(id).outcome().SerializeAsString());
  for (const char* word : {"cuaca", "memakai", "sebulan", "baik"}) {
    EXPECT_EQ(rows->at(0).Bytes(0).find(word), std::string::npos) << word;
  }
}

TEST_P(ReferralsOutcomeTest, WordsAreOptionalButForAnotherFollowUp) {
  const std::string id = Accepted();
  auto request = Report(id);
  request.mutable_outcome()->set_follow_up(v1::OUTCOME_FOLLOW_UP_OTHER);
  request.set_follow_up(" \n");
  request.set_obstacles(std::string(4001, 'x'));
  EXPECT_THAT(Violations(Complete(request).error()),
              ElementsAre("obstacles FIELD_TOO_LONG", "follow_up NOTE_REQUIRED"));
  request.clear_obstacles();
  request.clear_conclusion();
  request.clear_note();
  request.clear_follow_up();
  request.mutable_outcome()->clear_follow_up();
  ASSERT_TRUE(Complete(request));
  EXPECT_EQ(Get(id, agent())->referral().outcome().follow_up(), v1::OUTCOME_FOLLOW_UP_UNSPECIFIED);
  EXPECT_EQ(GetPerson(id, agent())->person().outcome_conclusion(), "");
}

// Notes are kept as they are, and never taken for the texts that stand beside each other in one.
TEST_P(ReferralsOutcomeTest, ANoteIsReadBackWhateverItLooksLike) {
  for (const char* note : {"18446744073709551595:x", "5:abc", "3:abc", "1:a1:b1:c", ":", "x:"}) {
    const std::string id = Sent();
    auto rejection = Rejection(id);
    rejection.set_note(note);
    ASSERT_TRUE(Reject(rejection));
    EXPECT_EQ(GetPerson(id, agent())->person().rejection_note(), note);
    auto report = Report(Accepted());
    report.set_conclusion(note);
    ASSERT_TRUE(Complete(report));
    EXPECT_EQ(GetPerson(report.referral_id(), agent())->person().outcome_conclusion(), note);
  }
}

INSTANTIATE_TEST_SUITE_P(Every, ReferralsOutcomeTest, ::testing::Bool(), ReferralsBothTest::Name);

}  // namespace
}  // namespace sinergi::referrals
