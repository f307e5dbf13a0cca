#pragma once

#include <algorithm>
#include <array>
#include <deque>

#include "services/referrals/domain/referral_life.h"
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {

// In the order of Step.
inline constexpr std::array<const char*, kSteps> kMethods{
    "SendReferral",    "ReceiveReferral", "AcceptReferral",      "RejectReferral",
    "StartReferral",   "HoldReferral",    "ResumeReferral",      "CompleteReferral",
    "FailReferral",    "CancelReferral",  "ConfirmCancellation", "VoidReferral",
    "ReassignReferral"};

inline std::string MethodOf(Step step) { return kMethods[static_cast<std::size_t>(step) - 1]; }

// Each step as a call that says no more than it must.
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
    if (auto* reassignment = dynamic_cast<v1::ReassignReferralRequest*>(request.get())) {
      reassignment->set_receiver_facility_id(third_);
    }
    if (auto* completion = dynamic_cast<v1::CompleteReferralRequest*>(request.get())) {
      completion->mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
    }
    // All responses hold a referral as their first field.
    return Invoke<v1::SendReferralResponse>(name, caller, *request);
  }

  Caller CallerOf(Step step) const {
    return SideOf(step) == Side::kReceiver ? clinician() : agent();
  }

  void SetUp() override {
    ReferralsTest::SetUp();
    third_ = Register(kCiamis, "Klinik Utama Ciamis");
  }

  // What must have been before another receiver is asked: a consent to it, and the escalation.
  void MakeReassignable(const std::string& id) const {
    auto consent = About<v1::RecordConsentRequest>(id);
    *consent.mutable_consent() = Consented();
    for (const std::string& facility : {sender_, receiver_, third_}) {
      consent.mutable_consent()->add_facility_ids(facility);
    }
    ASSERT_TRUE(Invoke<v1::RecordConsentResponse>("RecordConsent", agent(), consent));
    ASSERT_TRUE(sqlite_->Transact(Soon(), [&](Transaction& tx) {
      tx.Execute(Statement{"UPDATE referral_deadlines SET stage = 4 WHERE referral_id = $1"}, {id});
      return Status::Ok();
    }));
  }

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
  std::string third_;
};

}  // namespace sinergi::referrals
