#include "services/referrals/application/handover_operations.h"

#include <algorithm>

#include "common/regions/regions.h"
#include "services/referrals/application/parties.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/due_store.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {
namespace {

// The facility, if it can be given a referral to this service.
Result<Facility> FindReceiver(Transaction& tx, FacilityId id, FacilityService service) {
  const auto found = FacilityStore::FindEach(tx, {id});
  if (!found) return found.error();
  const std::optional<Facility>& facility = found->front();
  if (!facility) return Error::Of(reasons::kFacilityUnknown, {{"facility", id.ToString()}});
  if (auto may = CheckTakes(*facility, service); !may) return may.error();
  return *facility;
}

// Whether the party is the receiver, or one of who is asked to be.
bool IsAsked(const ReferralData& data, const Party& party) {
  return data.receiver.facility == party.facility ||
         std::any_of(data.candidates.begin(), data.candidates.end(),
                     [&](const Candidate& each) { return each.party.facility == party.facility; });
}

Error Same(const char* field) { return Error::Invalid({{field, &reasons::kSameFacility, {}}}); }

Status CheckEscalated(Transaction& tx, const ReferralData& data) {
  const auto due = DueStore::Find(tx, data.id);
  if (!due) return due.error();
  if (*due && (*due)->stage == DueStage::kNone) return Status::Ok();
  return Error::Of(reasons::kNotEscalated, {{"reference", data.reference.ToString()}});
}

}  // namespace

Result<std::string> HandoverOperations::Reassign(const Context& context,
                                                 const ChangeRequest& request,
                                                 const ReferralTarget& target, FacilityId receiver,
                                                 std::optional<RouteReason> reason,
                                                 const ReferralAnswer& answer) {
  Party former;
  const auto prepare = [&](Transaction& tx, Referral& referral, Instant now) -> Status {
    const ReferralData& data = referral.data();
    if (auto may = After(data.state, Step::kReassign, data.reference.ToString()); !may) {
      return may.error();
    }
    if (auto late = CheckEscalated(tx, data); !late) return late;
    const auto facility = FindReceiver(tx, receiver, data.service);
    if (!facility) return facility.error();
    if (data.sender.facility == receiver && facility->kind != FacilityKind::kIbmUnit) {
      return Same("receiver_facility_id");
    }
    former = data.receiver;
    if (former.facility == receiver) {
      return Error::Of(reasons::kReceiverAlready, {{"facility", facility->name}});
    }
    std::optional<Assessed> assessed = data.assessed;
    if (assessed) {
      assessed = AtAnotherPlace(routing_, *assessed, facility->kind, data.service,
                                LocalDay(now, Regions::ZoneOf(data.region)));
    }
    if (!reason) {
      // The age is not known here: the person stays closed.
      if (auto right = CheckRoute(*facility, data.service, assessed, std::nullopt); !right) {
        return right;
      }
    }
    return referral.Reassign({receiver, facility->office}, assessed, reason, now);
  };
  const Verb verb{.permission = "referrals.reassign",
                  .is_allowed = [&](const ReferralData& data,
                                    const Caller& caller) { return IsAbove(data, caller); },
                  .refusal = &reasons::kNotAbove,
                  .write = [](Transaction&, const Referral&) { return Status::Ok(); },
                  .announce =
                      [&](const Referral& referral, const EventContext& about) {
                        EventContext told = about;
                        if (!former.office.empty()) told.offices.push_back(former.office);
                        return ReferralReassigned(referral, former, told);
                      },
                  .prepare = prepare};
  return changes_.Take(context, request, target, verb, answer);
}

Result<std::string> HandoverOperations::Transfer(const Context& context,
                                                 const ChangeRequest& request,
                                                 const ReferralTarget& target, const Party& sender,
                                                 const ReferralAnswer& answer) {
  Party former;
  const auto prepare = [&](Transaction& tx, Referral& referral, Instant now) -> Status {
    Party to = sender;
    if (sender.facility) {
      const auto found = FacilityStore::FindEach(tx, {*sender.facility});
      if (!found) return found.error();
      if (!found->front()) {
        return Error::Of(reasons::kFacilityUnknown, {{"facility", sender.facility->ToString()}});
      }
      to.office = found->front()->office;
    }
    if (to.facility && IsAsked(referral.data(), to)) return Same("sender_facility_id");
    former = referral.data().sender;
    return referral.Transfer(to, now);
  };
  const Verb verb{.permission = "referrals.transfer",
                  .is_allowed = IsSender,
                  .refusal = &reasons::kNotTheSender,
                  .write = [](Transaction&, const Referral&) { return Status::Ok(); },
                  .announce =
                      [&](const Referral& referral, const EventContext& about) {
                        EventContext told = about;
                        told.offices.push_back(former.office);
                        return ReferralTransferred(referral, former, told);
                      },
                  .prepare = prepare};
  return changes_.Take(context, request, target, verb, answer);
}

Result<std::vector<Candidate>> HandoverOperations::Candidates(const Context& context,
                                                              ReferralId id) {
  const auto referral = FindSeen(database_, context, id);
  if (!referral) return referral.error();
  if (!IsSender(referral->data(), context.caller)) {
    return Error::Of(reasons::kNotTheSender,
                     {{"reference", referral->data().reference.ToString()}});
  }
  return CandidateStore::Find(database_, context.deadline, id);
}

// The sender, and the office above the one that the answer is owed by; of an offer, above the
// sender's.
bool HandoverOperations::IsAbove(const ReferralData& data, const Caller& caller) const {
  if (IsSender(data, caller)) return true;
  if (!caller.facility.empty()) return false;
  const std::string& owes =
      data.receiver.office.empty() ? data.sender.office : data.receiver.office;
  const Office* const office = offices_.Find(owes);
  return office != nullptr && !office->parent.empty() && office->parent == caller.office;
}

}  // namespace sinergi::referrals
