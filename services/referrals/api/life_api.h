#pragma once

#include "common/rpc/rpc_service.h"
#include "services/referrals/api/referral_proto.h"
#include "services/referrals/application/life_operations.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// The methods of ReferralsService that move a referral on.
class LifeApi {
 public:
  struct Dependencies {
    LifeOperations& life;
    const std::string& hash_key;
  };

  // Adds the methods to `service`, which does not outlive this object.
  LifeApi(const Dependencies& dependencies, RpcService& service);

 private:
  using Answer = Result<std::string>;

  Answer Send(const Call& call, const v1::SendReferralRequest& request);
  Answer Accept(const Call& call, const v1::AcceptReferralRequest& request);
  Answer Reject(const Call& call, const v1::RejectReferralRequest& request);
  Answer Hold(const Call& call, const v1::HoldReferralRequest& request);
  Answer Complete(const Call& call, const v1::CompleteReferralRequest& request);
  Answer Fail(const Call& call, const v1::FailReferralRequest& request);
  Answer Cancel(const Call& call, const v1::CancelReferralRequest& request);
  Answer Record(const Call& call, const v1::RecordAppointmentRequest& request);

  // A method that says nothing but that its step is taken.
  template <class Request, class Response>
  void ServeStep(RpcService& service, const std::string& name, Step step);

  template <class Request>
  void Serve(RpcService& service, const std::string& name,
             Answer (LifeApi::*method)(const Call&, const Request&));

  const Dependencies use_;
};

}  // namespace sinergi::referrals
