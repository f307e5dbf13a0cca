#include "services/referrals/api/handover_api.h"

#include "common/offices/reasons.h"
#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "common/timestamps/timestamps.h"
#include "services/referrals/api/answers.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

v1::Candidate ToProto(const Candidate& candidate) {
  v1::Candidate proto;
  if (candidate.party.facility) proto.set_facility_id(candidate.party.facility->ToString());
  proto.set_office(candidate.party.office);
  proto.set_state(static_cast<v1::CandidateState>(candidate.state));
  if (candidate.reason) proto.set_reason(static_cast<v1::RejectionReason>(*candidate.reason));
  if (candidate.answered) SetTimestamp(*candidate.answered, proto.mutable_answer_time());
  return proto;
}

}  // namespace

HandoverApi::HandoverApi(const Dependencies& dependencies, RpcService& service)
    : use_(dependencies) {
  service.Unary<v1::ReassignReferralRequest>(
      "ReassignReferral", [this](const Call& call, const v1::ReassignReferralRequest& request) {
        return Reassign(call, request);
      });
  service.Unary<v1::TransferReferralRequest>(
      "TransferReferral", [this](const Call& call, const v1::TransferReferralRequest& request) {
        return Transfer(call, request);
      });
  service.Unary<v1::ListCandidatesRequest>(
      "ListCandidates", [this](const Call& call, const v1::ListCandidatesRequest& request) {
        return ListCandidates(call, request);
      });
}

HandoverApi::Answer HandoverApi::Reassign(const Call& call,
                                          const v1::ReassignReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  const auto receiver =
      checks.RequiredId<FacilityId>("receiver_facility_id", request.receiver_facility_id());
  const auto reason =
      OptionalEnum<RouteReason>(checks, "route_reason", request.route_reason(), kRouteReasons);
  if (auto done = checks.Done(); !done) return done.error();
  return use_.handovers.Reassign(ContextOf(call), *change, {id, request.etag()}, receiver, reason,
                                 ReferralIn<v1::ReassignReferralResponse>());
}

HandoverApi::Answer HandoverApi::Transfer(const Call& call,
                                          const v1::TransferReferralRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  Party sender;
  if (request.sender_office().empty()) {
    sender.facility =
        checks.RequiredId<FacilityId>("sender_facility_id", request.sender_facility_id());
  } else if (!request.sender_facility_id().empty()) {
    checks.Violated("sender_office", reasons::kFacilityOrOffice);
  } else if (use_.offices.Find(request.sender_office()) == nullptr) {
    checks.Violated("sender_office", ::sinergi::reasons::kOfficeUnknown,
                    {{"office", request.sender_office()}});
  }
  sender.office = request.sender_office();
  if (auto done = checks.Done(); !done) return done.error();
  return use_.handovers.Transfer(ContextOf(call), *change, {id, request.etag()}, sender,
                                 ReferralIn<v1::TransferReferralResponse>());
}

HandoverApi::Answer HandoverApi::ListCandidates(const Call& call,
                                                const v1::ListCandidatesRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<ReferralId>("referral_id", request.referral_id());
  if (auto done = checks.Done(); !done) return done.error();
  const auto candidates = use_.handovers.Candidates(ContextOf(call), id);
  if (!candidates) return candidates.error();
  v1::ListCandidatesResponse response;
  for (const Candidate& each : *candidates) *response.add_candidates() = ToProto(each);
  return response.SerializeAsString();
}

}  // namespace sinergi::referrals
