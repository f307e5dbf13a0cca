// Every step of a referral's life as a call, from every state, by everybody.
#include <algorithm>
#include <deque>
#include <random>

#include "services/referrals/domain/referral_life.h"
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

// In the order of Step.
constexpr std::array<const char*, kSteps> kMethods{
    "SendReferral",  "ReceiveReferral", "AcceptReferral",      "RejectReferral",
    "StartReferral", "HoldReferral",    "ResumeReferral",      "CompleteReferral",
    "FailReferral",  "CancelReferral",  "ConfirmCancellation", "VoidReferral"};

std::string MethodOf(Step step) { return kMethods[static_cast<std::size_t>(step) - 1]; }

class ReferralsLifeTest : public ReferralsTest {
 protected:
  // A call that says the first of whatever it may say.
  Result<v1::SendReferralResponse> Call(const std::string& name, const std::string& id,
                                        const Caller& caller, const std::string& note = "") const {
    const auto& methods = service_->service().methods();
    const auto method = std::find_if(methods.begin(), methods.end(), [&](const auto& each) {
      return each.path.ends_with("/" + name);
    });
    const std::unique_ptr<google::protobuf::Message> request(method->request->New());
    const auto* fields = request->GetDescriptor();
    const auto* reflection = request->GetReflection();
    reflection->SetString(request.get(), fields->FindFieldByName("request_id"), NewId());
    reflection->SetString(request.get(), fields->FindFieldByName("referral_id"), id);
    if (const auto* reason = fields->FindFieldByName("reason")) {
      reflection->SetEnumValue(request.get(), reason, 1);
      reflection->SetString(request.get(), fields->FindFieldByName("note"), note);
    }
    if (auto* completion = dynamic_cast<v1::CompleteReferralRequest*>(request.get())) {
      completion->mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
    }
    // All responses hold a referral as their first field.
    return Invoke<v1::SendReferralResponse>(name, caller, *request);
  }

  Caller CallerOf(Step step) const { return SideOf(step) == Side::kSender ? agent() : clinician(); }

  Result<v1::SendReferralResponse> Take(Step step, const std::string& id) const {
    return Call(MethodOf(step), id, CallerOf(step));
  }

  // The shortest way from a draft.
  static std::vector<Step> WayTo(ReferralState goal) {
    std::map<ReferralState, std::vector<Step>> ways{{ReferralState::kDraft, {}}};
    std::deque<ReferralState> next{ReferralState::kDraft};
    while (!ways.contains(goal)) {
      for (const Transition& each : Transitions()) {
        if (each.from != next.front() || ways.contains(each.to)) continue;
        ways[each.to] = ways[each.from];
        ways[each.to].push_back(each.step);
        next.push_back(each.to);
      }
      next.pop_front();
    }
    return ways.at(goal);
  }

  std::string In(ReferralState state) const {
    const std::string id = Drafted();
    for (const Step step : WayTo(state)) EXPECT_TRUE(Take(step, id)) << StepName(step);
    return id;
  }

  // Before, only the sender sees it.
  bool WasSent(const std::string& id) const { return Get(id, agent())->referral().has_send_time(); }

  v1::RecordAppointmentRequest Appointment(const std::string& id,
                                           v1::AppointmentStatus status) const {
    auto request = About<v1::RecordAppointmentRequest>(id);
    request.set_status(status);
    if (status == v1::APPOINTMENT_STATUS_SCHEDULED) request.mutable_time()->set_seconds(kDay);
    return request;
  }

  Result<v1::RecordAppointmentResponse> Record(const v1::RecordAppointmentRequest& request) const {
    return Invoke<v1::RecordAppointmentResponse>("RecordAppointment", clinician(), request);
  }

  static constexpr std::int64_t kDay = 1'773'000'000;
};

TEST_F(ReferralsLifeTest, EveryStepFromEveryStateDoesWhatTheTableSays) {
  for (int number = 1; number <= kReferralStates; ++number) {
    const auto from = static_cast<ReferralState>(number);
    std::string id = In(from);
    for (int step = 1; step <= kSteps; ++step) {
      const auto taken = static_cast<Step>(step);
      SCOPED_TRACE(std::string(StepName(taken)) + " when " + std::string(StateName(from)));
      const auto to = After(from, taken, "");
      const auto before = RowsOfAllTables();
      const auto answer = Take(taken, id);
      const bool seen = SideOf(taken) == Side::kSender || WasSent(id);
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
    const bool is_senders = SideOf(each.step) == Side::kSender;
    const std::string id = In(each.from);
    const std::string wrong = is_senders ? "NOT_THE_SENDER" : "NOT_THE_RECEIVER";
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

// Anybody does anything in any order: what is answered is what the table says, and each change has
// its event and its evidence.
TEST_F(ReferralsLifeTest, WhateverIsTriedInWhateverOrderNothingIsLostOrMadeUp) {
  constexpr std::array<unsigned, 4> kSeeds{1, 7, 1904, 2025};
  constexpr int kReferrals = 10;
  constexpr int kTries = 2500;
  std::int64_t changes = 0;
  for (const unsigned seed : kSeeds) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto one_of = [&](std::size_t count) {
      return static_cast<std::size_t>(random() % count);
    };
    std::vector<std::pair<std::string, ReferralState>> referrals;
    for (int i = 0; i < kReferrals; ++i) referrals.emplace_back(Drafted(), ReferralState::kDraft);
    for (int i = 0; i < kTries; ++i) {
      auto& [id, state] = referrals[one_of(kReferrals)];
      const auto step = static_cast<Step>(1 + one_of(kSteps));
      const std::array callers{agent(),          clinician(),      Officer(kPangkalpinang),
                               Officer(kCiamis), Agent(receiver_), Clinician(sender_)};
      const Caller& caller = callers[one_of(callers.size())];
      const auto to = After(state, step, "");
      if (to && IsOver(*to) && one_of(6) != 0) continue;  // so that lives are long
      const auto answer = Call(MethodOf(step), id, caller);
      if (!answer) continue;
      ASSERT_TRUE(to) << StepName(step) << " when " << StateName(state);
      ASSERT_EQ(answer->referral().state(), static_cast<int>(*to));
      state = *to;
      ++changes;
    }
    for (const auto& [id, state] : referrals) {
      EXPECT_EQ(Get(id, agent())->referral().state(), static_cast<int>(state));
    }
  }
  EXPECT_GT(changes, 100);
  EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE subject LIKE 'referrals/%'"),
            changes + kReferrals * std::ssize(kSeeds));
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE subject LIKE 'referrals/%'"),
            changes + kReferrals * std::ssize(kSeeds));
  EXPECT_EQ(Count("SELECT count(*) FROM (SELECT subject FROM outbox GROUP BY subject "
                  "HAVING max(revision) <> count(*) OR min(revision) <> 1)"),
            0);
  EXPECT_EQ(Count("SELECT count(*) FROM referrals WHERE revision <> (SELECT max(revision) FROM "
                  "outbox WHERE subject = 'referrals/' || referral_id)"),
            0);
}

}  // namespace
}  // namespace sinergi::referrals
