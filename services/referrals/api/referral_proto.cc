#include "services/referrals/api/referral_proto.h"

#include <algorithm>

#include "common/result/reasons.h"
#include "common/rpc/field_checks.h"
#include "common/timestamps/timestamps.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/api/person_proto.h"
#include "services/referrals/api/screening_proto.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/messaging/appointment_message.h"
#include "services/referrals/messaging/consent_message.h"

namespace sinergi::referrals {
namespace {

void SetOptionalTimes(const ReferralData& data, v1::Referral& proto) {
  if (data.sent) SetTimestamp(*data.sent, proto.mutable_send_time());
  if (data.answered) SetTimestamp(*data.answered, proto.mutable_answer_time());
  if (data.completed) SetTimestamp(*data.completed, proto.mutable_complete_time());
  if (data.received) SetTimestamp(*data.received, proto.mutable_receive_time());
  if (data.started) SetTimestamp(*data.started, proto.mutable_start_time());
  if (data.closed) SetTimestamp(*data.closed, proto.mutable_close_time());
}

void SetReasons(const ReferralData& data, v1::Referral& proto) {
  if (data.rejection) proto.set_rejection_reason(static_cast<v1::RejectionReason>(*data.rejection));
  if (data.hold) proto.set_hold_reason(static_cast<v1::HoldReason>(*data.hold));
  if (data.cancellation) {
    proto.set_cancellation_reason(static_cast<v1::CancellationReason>(*data.cancellation));
  }
  if (data.failure) proto.set_failure_reason(static_cast<v1::FailureReason>(*data.failure));
}

void SetOutcome(const Outcome& outcome, v1::Outcome& proto) {
  proto.set_result(static_cast<v1::OutcomeResult>(outcome.result));
  proto.set_contacts(outcome.contacts);
  if (outcome.follow_up) {
    proto.set_follow_up(static_cast<v1::OutcomeFollowUp>(*outcome.follow_up));
  }
  for (const FacilityService service : outcome.services_given) {
    proto.add_services_given(static_cast<v1::FacilityService>(service));
  }
}

std::optional<ReferralId> OptionalReferral(FieldChecks& checks, const char* field,
                                           const std::string& text) {
  if (text.empty()) return std::nullopt;
  return checks.RequiredId<ReferralId>(field, text);
}

LegalBasis CheckedBasis(FieldChecks& checks, const v1::CreateReferralRequest& request,
                        const Person& person, std::chrono::sys_days today) {
  const auto basis =
      OptionalEnum<LegalBasis>(checks, "legal_basis", request.legal_basis(), kLegalBases)
          .value_or(LegalBasis::kVoluntary);
  const bool is_minor = person.birth_date && IsMinor(*person.birth_date, today);
  if (basis == LegalBasis::kFamilyOfMinor && !is_minor) {
    checks.Violated("legal_basis", reasons::kNotAMinor);
  }
  if (basis == LegalBasis::kCourt && person.legal_document.empty()) {
    checks.Violated("person.legal_document", ::sinergi::reasons::kFieldRequired);
  }
  return basis;
}

FacilityId CheckedReceiver(FieldChecks& checks, const std::string& field, const std::string& text,
                           const std::optional<FacilityId>& sender) {
  const auto receiver = checks.RequiredId<FacilityId>(field, text);
  if (sender && *sender == receiver && !receiver.uuid.IsZero()) {
    checks.Violated(field, reasons::kSameFacility);
  }
  return receiver;
}

// The receiver, or two or more that it is offered to.
std::vector<FacilityId> CheckedReceivers(FieldChecks& checks,
                                         const v1::CreateReferralRequest& request,
                                         const std::optional<FacilityId>& sender) {
  const auto& candidates = request.candidate_facility_ids();
  if (candidates.empty()) {
    return {checks.RequiredId<FacilityId>("receiver_facility_id", request.receiver_facility_id())};
  }
  std::vector<FacilityId> receivers;
  const std::string field = "candidate_facility_ids";
  if (!request.receiver_facility_id().empty()) {
    checks.Violated(field, reasons::kReceiverOrCandidates);
  }
  checks.Range(field, candidates.size(), 2, static_cast<int>(kMostCandidates));
  for (int i = 0; i < std::min(candidates.size(), static_cast<int>(kMostCandidates)); ++i) {
    const std::string place = field + "[" + std::to_string(i) + "]";
    const FacilityId id = CheckedReceiver(checks, place, candidates.Get(i), sender);
    if (!id.uuid.IsZero() && std::find(receivers.begin(), receivers.end(), id) != receivers.end()) {
      checks.Violated(place, reasons::kCandidateTwice);
    }
    receivers.push_back(id);
  }
  return receivers;
}

}  // namespace

v1::Referral ToProto(const Referral& referral) {
  const ReferralData& data = referral.data();
  v1::Referral proto;
  proto.set_referral_id(data.id.ToString());
  proto.set_reference(data.reference.ToString());
  proto.set_state(static_cast<v1::ReferralState>(data.state));
  if (data.sender.facility) proto.set_sender_facility_id(data.sender.facility->ToString());
  proto.set_sender_office(data.sender.office);
  if (data.receiver.facility) proto.set_receiver_facility_id(data.receiver.facility->ToString());
  proto.set_receiver_office(data.receiver.office);
  proto.set_area_code(data.region.ToString());
  proto.set_service(static_cast<v1::FacilityService>(data.service));
  proto.set_priority(static_cast<v1::ReferralPriority>(data.priority));
  proto.set_person_id(data.person.ToString());
  SetReasons(data, proto);
  if (data.due) {
    proto.set_due_goal(static_cast<v1::DueGoal>(data.due->goal));
    SetTimestamp(data.due->time, proto.mutable_due_time());
  }
  if (data.appointment) FillAppointment(*data.appointment, *proto.mutable_appointment());
  if (data.outcome) SetOutcome(*data.outcome, *proto.mutable_outcome());
  if (data.place) proto.set_place(static_cast<v1::PlaceStatus>(*data.place));
  proto.set_session_count(data.sessions);
  proto.set_legal_basis(static_cast<v1::LegalBasis>(data.basis));
  proto.set_offered_to(data.offered_to);
  proto.set_declined_by(data.declined_by);
  if (data.assessed) *proto.mutable_assessment() = ToProto(*data.assessed);
  if (data.route_reason) proto.set_route_reason(static_cast<v1::RouteReason>(*data.route_reason));
  if (data.replaces) proto.set_replaces_referral_id(data.replaces->ToString());
  if (data.part_of) proto.set_part_of_referral_id(data.part_of->ToString());
  SetTimestamp(data.created, proto.mutable_create_time());
  SetTimestamp(data.updated, proto.mutable_update_time());
  SetOptionalTimes(data, proto);
  proto.set_revision(data.revision);
  proto.set_etag(referral.Etag());
  if (data.consent) FillConsent(*data.consent, *proto.mutable_consent());
  if (data.consent && data.offered_to > 0) HideParties(*proto.mutable_consent());
  return proto;
}

Result<CreateReferral> FromProto(const v1::CreateReferralRequest& request, const Regions& regions,
                                 const ConsentRules& rules, Instant now) {
  FieldChecks checks;
  std::optional<FacilityId> sender;
  if (!request.sender_facility_id().empty()) {
    sender = checks.RequiredId<FacilityId>("sender_facility_id", request.sender_facility_id());
  }
  auto receivers = CheckedReceivers(checks, request, sender);
  const auto region = CheckedRegion(checks, "area_code", request.area_code(), regions, now);
  const auto service = CheckedEnum(checks, "service", request.service(), kFacilityServices);
  const auto priority = CheckedEnum(checks, "priority", request.priority(), kReferralPriorities);
  const auto today = LocalDay(now, region ? Regions::ZoneOf(*region) : TimeZone::kWib);
  Person person = CheckedPerson(checks, request.person(), today);
  const auto replaces =
      OptionalReferral(checks, "replaces_referral_id", request.replaces_referral_id());
  const auto part_of =
      OptionalReferral(checks, "part_of_referral_id", request.part_of_referral_id());
  const auto level =
      OptionalEnum<RiskLevel>(checks, "risk_level", request.risk_level(), kRiskLevels);
  const auto route_reason =
      OptionalEnum<RouteReason>(checks, "route_reason", request.route_reason(), kRouteReasons);
  const LegalBasis basis = CheckedBasis(checks, request, person, today);
  std::optional<NewConsent> consent;
  if (request.has_consent()) {
    consent = CheckedConsent(checks, request.consent(), rules);
    if (consent) {
      if (auto sound = CheckGiver(consent->giver, person, today); !sound) {
        checks.Violated("consent.giver", sound.error());
      }
    }
  }
  if (auto done = checks.Done(); !done) return done.error();
  return CreateReferral{sender,
                        std::move(receivers),
                        *region,
                        static_cast<FacilityService>(*service),
                        static_cast<ReferralPriority>(*priority),
                        std::move(person),
                        std::move(consent),
                        replaces,
                        part_of,
                        level,
                        route_reason,
                        basis};
}

Result<ReferralTarget> TargetOf(const std::string& referral_id, const std::string& etag) {
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", referral_id);
  if (auto done = checks.Done(); !done) return done.error();
  return ReferralTarget{id, etag};
}

}  // namespace sinergi::referrals
