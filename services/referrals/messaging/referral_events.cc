#include "services/referrals/messaging/referral_events.h"

#include <algorithm>

#include "common/timestamps/timestamps.h"
#include "services/referrals/messaging/appointment_message.h"
#include "services/referrals/messaging/consent_message.h"
#include "services/referrals/messaging/facility_message.h"
#include "sinergi/referrals/v1/referrals_events.pb.h"

namespace sinergi::referrals {
namespace {

namespace v1 = ::sinergi::referrals::v1;

v1::ReferralFacts FactsOf(const ReferralData& data) {
  v1::ReferralFacts facts;
  facts.set_referral_id(data.id.ToString());
  facts.set_reference(data.reference.ToString());
  facts.set_state(static_cast<v1::ReferralState>(data.state));
  if (data.sender.facility) facts.set_sender_facility_id(data.sender.facility->ToString());
  facts.set_sender_office(data.sender.office);
  if (data.receiver.facility) facts.set_receiver_facility_id(data.receiver.facility->ToString());
  facts.set_receiver_office(data.receiver.office);
  facts.set_area_code(data.region.ToString());
  facts.set_priority(static_cast<v1::ReferralPriority>(data.priority));
  if (data.sent) SetTimestamp(*data.sent, facts.mutable_send_time());
  if (data.consent) FillConsent(*data.consent, *facts.mutable_consent());
  if (data.consent && data.offered_to > 0) HideParties(*facts.mutable_consent());
  return facts;
}

std::vector<std::string> Sorted(std::vector<std::string> offices) {
  std::sort(offices.begin(), offices.end());
  offices.erase(std::unique(offices.begin(), offices.end()), offices.end());
  return offices;
}

Event Make(const google::protobuf::Message& message, std::string subject, std::int64_t revision,
           Instant time, const EventContext& context) {
  Event event;
  event.id = Uuid::Make(time);
  event.topic = kReferralsTopic;
  event.type = "id.go.bnn." + message.GetDescriptor()->full_name();
  event.subject = std::move(subject);
  event.revision = revision;
  event.time = time;
  event.offices = Sorted(context.offices);
  event.dataschema = message.GetDescriptor()->full_name();
  event.traceparent = context.traceparent;
  event.payload = message.SerializeAsString();
  return event;
}

template <class Message>
Event OfFacility(Message message, const Facility& facility, const EventContext& context) {
  *message.mutable_facility() = ToMessage(facility);
  Event event = Make(message, "facilities/" + facility.id.ToString(), facility.revision,
                     facility.updated, context);
  event.region = facility.region.ToString();
  return event;
}

template <class Message>
Event OfReferral(Message message, const Referral& referral, const EventContext& context) {
  const ReferralData& data = referral.data();
  *message.mutable_referral() = FactsOf(data);
  Event event =
      Make(message, "referrals/" + data.id.ToString(), data.revision, data.updated, context);
  event.region = data.region.ToString();
  return event;
}

template <class Message, class Code, class Reason>
Event WithReason(const Referral& referral, const std::optional<Reason>& reason,
                 const EventContext& context) {
  Message message;
  if (reason) message.set_reason(static_cast<Code>(*reason));
  return OfReferral(std::move(message), referral, context);
}

template <class Message>
Event WithDue(Message message, const Referral& referral, const DueFacts& due,
              const EventContext& context) {
  message.set_goal(static_cast<v1::DueGoal>(due.goal));
  SetTimestamp(due.time, message.mutable_due_time());
  return OfReferral(std::move(message), referral, context);
}

}  // namespace

Event FacilityRegistered(const Facility& facility, const EventContext& context) {
  return OfFacility(v1::FacilityRegistered(), facility, context);
}

Event FacilityServicesChanged(const Facility& facility, const EventContext& context) {
  return OfFacility(v1::FacilityServicesChanged(), facility, context);
}

Event FacilityStateChanged(const Facility& facility, const EventContext& context) {
  return facility.state == FacilityState::kOpen
             ? OfFacility(v1::FacilityReopened(), facility, context)
             : OfFacility(v1::FacilityClosed(), facility, context);
}

Event ReferralCreated(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ReferralCreated(), referral, context);
}

Event ReferralSent(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ReferralSent(), referral, context);
}

Event ReferralAccepted(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ReferralAccepted(), referral, context);
}

Event ReferralRejected(const Referral& referral, const EventContext& context) {
  return WithReason<v1::ReferralRejected, v1::RejectionReason>(referral, referral.data().rejection,
                                                               context);
}

Event ReferralReceived(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ReferralReceived(), referral, context);
}

Event ReferralStarted(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ReferralStarted(), referral, context);
}

Event ReferralHeld(const Referral& referral, const EventContext& context) {
  return WithReason<v1::ReferralHeld, v1::HoldReason>(referral, referral.data().hold, context);
}

Event ReferralResumed(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ReferralResumed(), referral, context);
}

Event AppointmentRecorded(const Referral& referral, const EventContext& context) {
  v1::AppointmentRecorded message;
  if (const auto& appointment = referral.data().appointment) {
    FillAppointment(*appointment, *message.mutable_appointment());
  }
  return OfReferral(std::move(message), referral, context);
}

Event ReferralFailed(const Referral& referral, const EventContext& context) {
  return WithReason<v1::ReferralFailed, v1::FailureReason>(referral, referral.data().failure,
                                                           context);
}

Event ReferralWithdrawn(const Referral& referral, const EventContext& context) {
  const ReferralData& data = referral.data();
  if (data.state == ReferralState::kCancellationRequested) {
    return WithReason<v1::CancellationRequested, v1::CancellationReason>(
        referral, data.cancellation, context);
  }
  return WithReason<v1::ReferralCancelled, v1::CancellationReason>(referral, data.cancellation,
                                                                   context);
}

Event ReferralVoided(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ReferralVoided(), referral, context);
}

Event ReferralCompleted(const Referral& referral, const EventContext& context) {
  v1::ReferralCompleted message;
  if (const auto& outcome = referral.data().outcome) {
    message.mutable_outcome()->set_result(static_cast<v1::OutcomeResult>(outcome->result));
    for (const FacilityService service : outcome->services_given) {
      message.mutable_outcome()->add_services_given(static_cast<v1::FacilityService>(service));
    }
    message.mutable_outcome()->set_contacts(outcome->contacts);
    if (outcome->follow_up) {
      message.mutable_outcome()->set_follow_up(
          static_cast<v1::OutcomeFollowUp>(*outcome->follow_up));
    }
  }
  return OfReferral(std::move(message), referral, context);
}

Event SessionRecorded(const Referral& referral, const Session& session,
                      const EventContext& context) {
  v1::SessionRecorded message;
  message.mutable_session()->set_kind(static_cast<v1::SessionKind>(session.kind));
  SetTimestamp(session.time, message.mutable_session()->mutable_time());
  message.mutable_session()->set_attended(session.attended);
  message.set_session_count(referral.data().sessions);
  return OfReferral(std::move(message), referral, context);
}

Event OfferDeclined(const Referral& referral, const EventContext& context) {
  const auto& candidates = referral.data().candidates;
  const auto last = std::max_element(
      candidates.begin(), candidates.end(),
      [](const Candidate& a, const Candidate& b) { return a.answered < b.answered; });
  v1::OfferDeclined message;
  if (last != candidates.end()) {
    message.set_facility_id(last->party.facility->ToString());
    if (last->reason) message.set_reason(static_cast<v1::RejectionReason>(*last->reason));
  }
  return OfReferral(std::move(message), referral, context);
}

Event ReferralReassigned(const Referral& referral, const Party& former,
                         const EventContext& context) {
  v1::ReferralReassigned message;
  if (former.facility) message.set_former_receiver_facility_id(former.facility->ToString());
  message.set_former_receiver_office(former.office);
  return OfReferral(std::move(message), referral, context);
}

Event ReferralTransferred(const Referral& referral, const Party& former,
                          const EventContext& context) {
  v1::ReferralTransferred message;
  if (former.facility) message.set_former_sender_facility_id(former.facility->ToString());
  message.set_former_sender_office(former.office);
  return OfReferral(std::move(message), referral, context);
}

Event ReferralReminded(const Referral& referral, const DueFacts& due, const EventContext& context) {
  return WithDue(v1::ReferralReminded(), referral, due, context);
}

Event ReferralOverdue(const Referral& referral, const DueFacts& due, const EventContext& context) {
  return WithDue(v1::ReferralOverdue(), referral, due, context);
}

Event ReferralEscalated(const Referral& referral, const DueFacts& due,
                        const EventContext& context) {
  v1::ReferralEscalated message;
  message.set_office(due.office);
  return WithDue(std::move(message), referral, due, context);
}

Event ConsentRecorded(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ConsentRecorded(), referral, context);
}

Event ConsentRevoked(const Referral& referral, const EventContext& context) {
  return OfReferral(v1::ConsentRevoked(), referral, context);
}

Event GlassBroken(const Referral& referral, BreakGlassReason reason, const EventContext& context) {
  v1::GlassBroken message;
  message.set_reason(static_cast<v1::BreakGlassReason>(reason));
  return OfReferral(std::move(message), referral, context);
}

}  // namespace sinergi::referrals
