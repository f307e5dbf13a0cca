#pragma once

#include "common/regions/regions.h"
#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "services/referrals/application/facility_operations.h"
#include "services/referrals/application/facility_suggestions.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// The methods of ReferralsService about the directory of facilities.
class FacilityApi {
 public:
  struct Dependencies {
    FacilityOperations& facilities;
    FacilityChanges& changes;
    const FacilitySearch& search;
    const FacilitySuggestions& suggestions;
    const Regions& regions;
    const Offices& offices;
    const Clock& clock;
    const PageTokens& page_tokens;
    const std::string& hash_key;
  };

  // Adds the methods to `service`, which does not outlive this object.
  FacilityApi(const Dependencies& dependencies, RpcService& service);

 private:
  using Answer = Result<std::string>;

  Answer Register(const Call& call, const v1::RegisterFacilityRequest& request);
  Answer ChangeServices(const Call& call, const v1::ChangeFacilityServicesRequest& request);
  Answer Get(const Call& call, const v1::GetFacilityRequest& request);
  Answer GetPlaces(const Call& call, const v1::GetFacilityPlacesRequest& request);
  Answer List(const Call& call, const v1::ListFacilitiesRequest& request);
  Answer Search(const Call& call, const v1::SearchFacilitiesRequest& request);
  Answer Suggest(const Call& call, const v1::SuggestFacilitiesRequest& request);

  // What is kept, where the call arrives; nothing sends it on to the method itself.
  void FindKept(const v1::GetFacilityRequest& request, RpcService::KeptAnswer done) const;

  template <class Request, class Response>
  void ServeState(RpcService& service, const std::string& name, FacilityState state);

  template <class Request>
  void Serve(RpcService& service, const std::string& name,
             Answer (FacilityApi::*method)(const Call&, const Request&));

  const Dependencies use_;
};

}  // namespace sinergi::referrals
