#pragma once

#include "common/rpc/rpc_service.h"
#include "services/referrals/api/referral_proto.h"
#include "services/referrals/application/handover_operations.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// The methods of ReferralsService that give a referral another receiver or sender, and who is
// asked.
class HandoverApi {
 public:
  struct Dependencies {
    HandoverOperations& handovers;
    const Offices& offices;
    const std::string& hash_key;
  };

  // Adds the methods to `service`, which does not outlive this object.
  HandoverApi(const Dependencies& dependencies, RpcService& service);

 private:
  using Answer = Result<std::string>;

  Answer Reassign(const Call& call, const v1::ReassignReferralRequest& request);
  Answer Transfer(const Call& call, const v1::TransferReferralRequest& request);
  Answer ListCandidates(const Call& call, const v1::ListCandidatesRequest& request);

  const Dependencies use_;
};

}  // namespace sinergi::referrals
