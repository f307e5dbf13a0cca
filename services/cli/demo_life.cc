#include <google/protobuf/util/time_util.h>

#include "services/cli/demo_messages.h"
#include "services/cli/demo_places.h"
#include "services/cli/demo_story.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using google::protobuf::util::TimeUtil;
using referrals::v1::ReferralsService;

constexpr int kUntilAppointmentHours = 48;

}  // namespace

template <class Method, class Request>
Ending Story::Take(const Message& told, Method method, Request request, const char* event,
                   const Referral& referral) {
  narrator_.Step(demo::kClinic, told);
  request.set_referral_id(referral.referral_id());
  const auto taken = clinician_->Call(method, request);
  if (!taken) return taken.failure();
  return Expect(event, referral);
}

Ending Story::Complete(const Referral& referral) {
  if (auto failed = Take(demo::kSaysSeen, &ReferralsService::Stub::ReceiveReferral,
                         referrals::v1::ReceiveReferralRequest(), "ReferralReceived", referral)) {
    return failed;
  }
  if (auto failed = Take(demo::kAccepts, &ReferralsService::Stub::AcceptReferral,
                         referrals::v1::AcceptReferralRequest(), "ReferralAccepted", referral)) {
    return failed;
  }
  referrals::v1::RecordAppointmentRequest appointment;
  appointment.set_status(referrals::v1::APPOINTMENT_STATUS_SCHEDULED);
  *appointment.mutable_time() =
      TimeUtil::GetCurrentTime() + TimeUtil::HoursToDuration(kUntilAppointmentHours);
  if (auto failed = Take(demo::kPlans, &ReferralsService::Stub::RecordAppointment, appointment,
                         "AppointmentRecorded", referral)) {
    return failed;
  }
  if (auto failed = Take(demo::kBegins, &ReferralsService::Stub::StartReferral,
                         referrals::v1::StartReferralRequest(), "ReferralStarted", referral)) {
    return failed;
  }
  referrals::v1::CompleteReferralRequest complete;
  complete.mutable_outcome()->set_result(referrals::v1::OUTCOME_RESULT_FINISHED);
  complete.mutable_outcome()->add_services_given(referrals::v1::FACILITY_SERVICE_OUTPATIENT);
  complete.mutable_outcome()->set_contacts(kDemoMeetings);
  complete.set_note(kDemoOutcomeNote);
  complete.mutable_outcome()->set_follow_up(referrals::v1::OUTCOME_FOLLOW_UP_AFTERCARE);
  return Take(demo::kCompletes, &ReferralsService::Stub::CompleteReferral, complete,
              "ReferralCompleted", referral);
}

}  // namespace sinergi::cli
