// An IBM unit's own service: a referral to itself, and the sessions that it holds.
#include "tests/service/referrals_both_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

class ReferralsSessionTest : public ReferralsBothTest {
 protected:
  void SetUp() override {
    ReferralsBothTest::SetUp();
    if (IsSkipped()) return;
    auto request = FacilityRequest(kPangkalpinang, "Unit IBM lain");
    request.set_kind(v1::FACILITY_KIND_IBM_UNIT);
    request.clear_services();
    request.add_services()->set_service(v1::FACILITY_SERVICE_BRIEF_INTERVENTION);
    const auto made = Register(request);
    ASSERT_TRUE(made);
    unit_ = made->facility().facility_id();
  }

  template <class Response, class Request>
  Result<Response> Take(const std::string& name, const Request& request) const {
    return Invoke<Response>(name, Agent(unit_), request);
  }

  // A light case that the unit keeps, its service begun.
  std::string Begun() const {
    auto request = ReferralRequest(unit_, unit_);
    request.set_service(v1::FACILITY_SERVICE_BRIEF_INTERVENTION);
    request.set_risk_level(v1::RISK_LEVEL_RINGAN);
    const auto made = Take<v1::CreateReferralResponse>("CreateReferral", request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish);
    if (!made) return "";
    const std::string id = made->referral().referral_id();
    EXPECT_TRUE(Take<v1::SendReferralResponse>("SendReferral", About<v1::SendReferralRequest>(id)));
    EXPECT_TRUE(
        Take<v1::AcceptReferralResponse>("AcceptReferral", About<v1::AcceptReferralRequest>(id)));
    EXPECT_TRUE(
        Take<v1::StartReferralResponse>("StartReferral", About<v1::StartReferralRequest>(id)));
    return id;
  }

  v1::RecordSessionRequest Session(const std::string& id, v1::SessionKind kind,
                                   const std::string& note = "", bool attended = true) const {
    auto request = About<v1::RecordSessionRequest>(id);
    request.set_kind(kind);
    request.set_attended(attended);
    request.set_note(note);
    return request;
  }

  std::vector<std::string> Sessions(const std::string& id, const Caller& caller) const {
    v1::ListSessionsRequest request;
    request.set_referral_id(id);
    const auto got = Invoke<v1::ListSessionsResponse>("ListSessions", caller, request);
    if (!got) return {ReasonOf(got)};
    std::vector<std::string> texts;
    for (const auto& each : got->sessions()) {
      texts.push_back(v1::SessionKind_Name(each.kind()).substr(13) +
                      (each.attended() ? "" : " missed"));
    }
    return texts;
  }

  std::string unit_;
};

TEST_P(ReferralsSessionTest, AUnitServesALightCaseItselfAndRecordsItsSessions) {
  const std::string id = Begun();
  const auto record = [&](const v1::RecordSessionRequest& request) {
    return Take<v1::RecordSessionResponse>("RecordSession", request);
  };
  ASSERT_TRUE(record(Session(id, v1::SESSION_KIND_SERVICE, "Datang bersama kakaknya.")));
  ASSERT_TRUE(record(Session(id, v1::SESSION_KIND_SERVICE, "", false)));
  const auto third = record(Session(id, v1::SESSION_KIND_FOLLOW_UP, "Sudah bekerja."));
  ASSERT_TRUE(third) << third.error().Text(Language::kEnglish);
  EXPECT_EQ(third->referral().session_count(), 3);
  EXPECT_THAT(Sessions(id, Agent(unit_)), ElementsAre("SERVICE", "SERVICE missed", "FOLLOW_UP"));
  EXPECT_THAT(Sessions(id, Officer(kPangkalpinang)).size(), 3);
  EXPECT_THAT(Sessions(id, Officer(kPalopo)), ElementsAre("REFERRAL_NOT_FOUND"));
  const auto person = GetPerson(id, Agent(unit_));
  ASSERT_TRUE(person) << person.error().Text(Language::kEnglish);
  EXPECT_THAT(person->person().session_notes(),
              ElementsAre("Datang bersama kakaknya.", "Sudah bekerja."));
  auto complete = Completion(id);
  complete.mutable_outcome()->set_services_given(0, v1::FACILITY_SERVICE_BRIEF_INTERVENTION);
  ASSERT_TRUE(Take<v1::CompleteReferralResponse>("CompleteReferral", complete));
  EXPECT_EQ(EventsOf(id).back(), "ReferralCompleted");
  EXPECT_EQ(ReasonOf(record(Session(id, v1::SESSION_KIND_AFTERCARE))), "REFERRAL_STATE_WRONG");
}

TEST_P(ReferralsSessionTest, OnlyTheReceiverRecordsThemAndOnlyOfWhatWas) {
  const std::string id = Begun();
  EXPECT_EQ(ReasonOf(Invoke<v1::RecordSessionResponse>("RecordSession", Agent(sender_),
                                                       Session(id, v1::SESSION_KIND_SERVICE))),
            "REFERRAL_NOT_FOUND");
  auto request = Session(id, v1::SESSION_KIND_UNSPECIFIED);
  request.mutable_time()->set_seconds(ToMicroseconds(clock_.Now()) / 1'000'000 + 60);
  EXPECT_THAT(Violations(Take<v1::RecordSessionResponse>("RecordSession", request).error()),
              ElementsAre("kind FIELD_REQUIRED", "time TIME_IN_FUTURE"));
}

TEST_P(ReferralsSessionTest, OnlyAUnitRefersToItself) {
  const auto made = Create(ReferralRequest(sender_, sender_));
  ASSERT_FALSE(made);
  EXPECT_THAT(Violations(made.error()), ElementsAre("receiver_facility_id SAME_FACILITY"));
}

INSTANTIATE_TEST_SUITE_P(Every, ReferralsSessionTest, ::testing::Bool(), ReferralsBothTest::Name);

}  // namespace
}  // namespace sinergi::referrals
