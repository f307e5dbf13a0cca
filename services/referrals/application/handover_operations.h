#pragma once

#include "common/offices/offices.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/candidate_store.h"

namespace sinergi::referrals {

// Another receiver, or another sender. Errors as LifeOperations has them. Safe from any thread.
class HandoverOperations {
 public:
  HandoverOperations(Database& database, const ReferralChanges& changes, const Offices& offices,
                     const RoutingPolicy& routing)
      : database_(database), changes_(changes), offices_(offices), routing_(routing) {}

  // Once it was escalated that nobody answered or began in time, the sender or the office above
  // gives it to another receiver. PERMISSION_DENIED NOT_ABOVE, and what CheckConsent says of that
  // receiver; FAILED_PRECONDITION NOT_ESCALATED, RECEIVER_ALREADY, FACILITY_UNKNOWN,
  // FACILITY_CLOSED, SERVICE_NOT_OFFERED, what CheckRoute says unless there is a reason;
  // INVALID_ARGUMENT SAME_FACILITY when that is the sender.
  Result<std::string> Reassign(const Context& context, const ChangeRequest& request,
                               const ReferralTarget& target, FacilityId receiver,
                               std::optional<RouteReason> reason, const ReferralAnswer& answer);

  // The sender hands its side to another facility, or to another office where none is named.
  // FAILED_PRECONDITION FACILITY_UNKNOWN, REFERRAL_STATE_WRONG of a draft, REFERRAL_OVER;
  // INVALID_ARGUMENT SAME_FACILITY when that is the receiver, or asked to be.
  Result<std::string> Transfer(const Context& context, const ChangeRequest& request,
                               const ReferralTarget& target, const Party& sender,
                               const ReferralAnswer& answer);

  // Who is or was asked to take an offer. NOT_FOUND, PERMISSION_DENIED NOT_THE_SENDER.
  Result<std::vector<Candidate>> Candidates(const Context& context, ReferralId id);

 private:
  bool IsAbove(const ReferralData& data, const Caller& caller) const;

  Database& database_;
  const ReferralChanges& changes_;
  const Offices& offices_;
  const RoutingPolicy& routing_;
};

}  // namespace sinergi::referrals
