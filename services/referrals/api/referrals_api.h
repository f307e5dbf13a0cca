#pragma once

#include "common/regions/regions.h"
#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "services/referrals/application/referral_operations.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// sinergi.referrals.v1.ReferralsService: requests to use cases, results to responses. Here are
// drafts and reads; FacilityApi, LifeApi and PersonApi add the rest.
class ReferralsApi {
 public:
  struct Dependencies {
    ReferralOperations& referrals;
    const Regions& regions;
    const Offices& offices;
    const Clock& clock;
    const PageTokens& page_tokens;
    const std::string& hash_key;
    std::chrono::milliseconds longest_consent;
  };

  explicit ReferralsApi(const Dependencies& dependencies);

  // What is served; others may add methods of theirs before it is.
  RpcService& service() { return service_; }
  const RpcService& service() const { return service_; }

 private:
  using Answer = Result<std::string>;

  Answer CreateReferral(const Call& call, const v1::CreateReferralRequest& request);
  Answer GetReferral(const Call& call, const v1::GetReferralRequest& request);
  Answer ListReferrals(const Call& call, const v1::ListReferralsRequest& request);
  Answer ListWaitingReferrals(const Call& call, const v1::ListWaitingReferralsRequest& request);
  Answer FindReferralsByNik(const Call& call, const v1::FindReferralsByNikRequest& request);

  // What is kept, where the call arrives; nothing sends it on to the method itself.
  void FindKeptReferral(const Call& call, const v1::GetReferralRequest& request,
                        RpcService::KeptAnswer done);

  template <class Request>
  Result<ReferralQuery> QueryOf(const Call& call, const Request& request,
                                const std::string& filter) const;

  template <class Response>
  Answer Page(const Call& call, const std::string& filter, const ReferralQuery& query,
              Result<std::vector<Referral>> found) const;

  template <class Request>
  void Serve(const std::string& name, Answer (ReferralsApi::*method)(const Call&, const Request&));

  template <class Request>
  void ServeKept(const std::string& name,
                 void (ReferralsApi::*method)(const Call&, const Request&, RpcService::KeptAnswer));

  const Dependencies use_;
  RpcService service_{"sinergi.referrals.v1.ReferralsService"};
};

}  // namespace sinergi::referrals
