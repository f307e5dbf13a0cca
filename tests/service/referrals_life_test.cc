// Every step of a referral's life as a call, from every state, by everybody.
#include "tests/service/referrals_steps_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

TEST_F(ReferralsLifeTest, EveryStepFromEveryStateDoesWhatTheTableSays) {
  for (int number = 1; number <= kReferralStates; ++number) {
    const auto from = static_cast<ReferralState>(number);
    std::string id = In(from);
    for (int step = 1; step <= kSteps; ++step) {
      const auto taken = static_cast<Step>(step);
      SCOPED_TRACE(std::string(StepName(taken)) + " when " + std::string(StateName(from)));
      const auto to = After(from, taken, "");
      if (to && taken == Step::kReassign) MakeReassignable(id);
      const auto before = RowsOfAllTables();
      const auto answer = Take(taken, id);
      const bool seen = SideOf(taken) != Side::kReceiver || WasSent(id);
      const std::string refusal = seen ? "REFERRAL_STATE_WRONG" : "REFERRAL_NOT_FOUND";
      ASSERT_EQ(ReasonOf(answer), to ? "OK" : refusal);
      if (!to) {
        EXPECT_EQ(RowsOfAllTables(), before);
        continue;
      }
      EXPECT_EQ(answer->referral().state(), static_cast<int>(*to));
      EXPECT_EQ(Get(id, agent())->referral().SerializeAsString(),
                answer->referral().SerializeAsString());
      id = In(from);
    }
  }
}

TEST_F(ReferralsLifeTest, AStepIsOneSidesAlone) {
  for (const Transition& each : Transitions()) {
    SCOPED_TRACE(std::string(StepName(each.step)) + " when " + std::string(StateName(each.from)));
    const bool is_senders = SideOf(each.step) != Side::kReceiver;
    const std::string id = In(each.from);
    const std::string wrong = SideOf(each.step) == Side::kAbove    ? "NOT_ABOVE"
                              : SideOf(each.step) == Side::kSender ? "NOT_THE_SENDER"
                                                                   : "NOT_THE_RECEIVER";
    Caller other = is_senders ? clinician() : agent();
    other.roles = CallerOf(each.step).roles;  // the right role in the wrong place
    EXPECT_EQ(ReasonOf(Call(MethodOf(each.step), id, other)),
              !is_senders || WasSent(id) ? wrong : "REFERRAL_NOT_FOUND");
  }
}

TEST_F(ReferralsLifeTest, EveryStepTellsBothSidesWhatHappened) {
  const std::string id = Drafted();
  const auto take = [&](std::initializer_list<Step> steps) {
    for (const Step step : steps) ASSERT_TRUE(Take(step, id)) << StepName(step);
  };
  take({Step::kSend, Step::kReceive, Step::kAccept});
  ASSERT_TRUE(Record(Appointment(id, v1::APPOINTMENT_STATUS_SCHEDULED)));
  take({Step::kStart, Step::kHold, Step::kResume, Step::kCancel, Step::kConfirmCancellation,
        Step::kVoid});
  EXPECT_THAT(
      EventsOf(id),
      ElementsAre("ReferralCreated", "ReferralSent", "ReferralReceived", "ReferralAccepted",
                  "AppointmentRecorded", "ReferralStarted", "ReferralHeld", "ReferralResumed",
                  "CancellationRequested", "ReferralCancelled", "ReferralVoided"));
  EXPECT_THAT(Texts(*sqlite_,
                    "SELECT DISTINCT offices FROM outbox WHERE revision > 1 AND "
                    "subject = 'referrals/" +
                        id + "'"),
              ElementsAre("BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL"));
}

TEST_F(ReferralsLifeTest, WhatTheReceiverAnswersStandsThoughTheSenderAskedToEndIt) {
  const std::string id = In(ReferralState::kCancellationRequested);
  ASSERT_TRUE(Complete(Completion(id)));
  const auto read = Get(id, agent());
  EXPECT_EQ(read->referral().state(), v1::REFERRAL_STATE_COMPLETED);
  EXPECT_EQ(read->referral().outcome().contacts(), 4);
  EXPECT_EQ(read->referral().cancellation_reason(), v1::CANCELLATION_REASON_PERSON_DECLINED);
}

TEST_F(ReferralsLifeTest, ReasonsAreToldAndTheirWordsAreSealed) {
  const std::string id = In(ReferralState::kInProgress);
  ASSERT_TRUE(Call("HoldReferral", id, clinician(), "Demam berdarah"));
  EXPECT_EQ(Get(id, agent())->referral().hold_reason(), v1::HOLD_REASON_PERSON_UNAVAILABLE);
  ASSERT_TRUE(Take(Step::kResume, id));
  EXPECT_EQ(Get(id, agent())->referral().hold_reason(), v1::HOLD_REASON_UNSPECIFIED);
  ASSERT_TRUE(Call("HoldReferral", id, clinician(), "Menunggu kartu keluarga"));
  EXPECT_EQ(GetPerson(id, agent())->person().hold_note(), "Menunggu kartu keluarga");
  ASSERT_TRUE(Take(Step::kResume, id));
  ASSERT_TRUE(Take(Step::kHold, id));
  EXPECT_EQ(GetPerson(id, agent())->person().hold_note(), "") << "not the one of before";
  ASSERT_TRUE(Call("CancelReferral", id, agent(), "Pindah ke Medan"));
  EXPECT_EQ(GetPerson(id, clinician())->person().cancellation_note(), "Pindah ke Medan");
  ASSERT_TRUE(Call("FailReferral", id, clinician(), "Tidak pernah datang"));
  EXPECT_EQ(Get(id, agent())->referral().failure_reason(), v1::FAILURE_REASON_NOT_REACHED);
  EXPECT_EQ(GetPerson(id, agent())->person().failure_note(), "Tidak pernah datang");
  EXPECT_EQ(Count("SELECT count(*) FROM person_texts WHERE instr(sealed, 'Medan') > 0"), 0);
}

TEST_F(ReferralsLifeTest, AnotherReasonNeedsWords) {
  const auto refusal = [&]<class Request>(Request request, const char* name, int other) {
    request.set_reason(static_cast<decltype(request.reason())>(other));
    const auto answer =
        InvokeBytes(name, std::string(name) == "CancelReferral" ? agent() : clinician(), request);
    return answer ? std::vector<std::string>{"OK"} : Violations(answer.error());
  };
  const std::string id = In(ReferralState::kInProgress);
  const auto before = RowsOfAllTables();
  EXPECT_THAT(refusal(About<v1::HoldReferralRequest>(id), "HoldReferral", v1::HOLD_REASON_OTHER),
              ElementsAre("note NOTE_REQUIRED"));
  EXPECT_THAT(refusal(About<v1::FailReferralRequest>(id), "FailReferral", v1::FAILURE_REASON_OTHER),
              ElementsAre("note NOTE_REQUIRED"));
  EXPECT_THAT(refusal(About<v1::CancelReferralRequest>(id), "CancelReferral",
                      v1::CANCELLATION_REASON_OTHER),
              ElementsAre("note NOTE_REQUIRED"));
  EXPECT_THAT(refusal(About<v1::HoldReferralRequest>(id), "HoldReferral", 0),
              ElementsAre("reason FIELD_REQUIRED"));
  EXPECT_THAT(
      refusal(About<v1::HoldReferralRequest>(id), "HoldReferral", v1::HOLD_REASON_OTHER + 1),
      ElementsAre("reason VALUE_UNKNOWN"));
  EXPECT_EQ(RowsOfAllTables(), before);
}

TEST_F(ReferralsLifeTest, WhatBecomesOfAnAppointmentKeepsItsTime) {
  const std::string id = Accepted();
  EXPECT_EQ(ReasonOf(Record(Appointment(id, v1::APPOINTMENT_STATUS_NO_SHOW))),
            "APPOINTMENT_NOT_PLANNED");
  ASSERT_TRUE(Record(Appointment(id, v1::APPOINTMENT_STATUS_SCHEDULED)));
  const auto missed = Record(Appointment(id, v1::APPOINTMENT_STATUS_NO_SHOW));
  ASSERT_TRUE(missed);
  EXPECT_EQ(missed->referral().appointment().time().seconds(), kDay);
  EXPECT_EQ(Get(id, agent())->referral().appointment().status(), v1::APPOINTMENT_STATUS_NO_SHOW);
  auto request = Appointment(id, v1::APPOINTMENT_STATUS_DONE);
  request.mutable_time()->set_seconds(kDay);
  EXPECT_THAT(Violations(Record(request).error()), ElementsAre("time TIME_OF_NOTHING_PLANNED"));
  request = Appointment(id, v1::APPOINTMENT_STATUS_SCHEDULED);
  request.clear_time();
  EXPECT_THAT(Violations(Record(request).error()), ElementsAre("time FIELD_REQUIRED"));
  request.mutable_time()->set_nanos(-1);
  EXPECT_THAT(Violations(Record(request).error()), ElementsAre("time FIELD_MALFORMED"));
}

TEST_F(ReferralsLifeTest, TheReceiverReadsThePersonUntilItIsOver) {
  for (int number = 1; number <= kReferralStates; ++number) {
    const auto state = static_cast<ReferralState>(number);
    SCOPED_TRACE(StateName(state));
    const std::string id = In(state);
    EXPECT_EQ(ReasonOf(GetPerson(id, agent())), "OK");
    const std::string expected = !WasSent(id)    ? "REFERRAL_NOT_FOUND"
                                 : IsOver(state) ? "CONSENT_NOT_FOR_YOU"
                                                 : "OK";
    EXPECT_EQ(ReasonOf(GetPerson(id, clinician())), expected);
  }
}

}  // namespace
}  // namespace sinergi::referrals
