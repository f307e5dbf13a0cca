#pragma once

#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "services/referrals/application/referral_watch.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// WatchReferrals of ReferralsService.
class WatchApi {
 public:
  struct Dependencies {
    Database& database;
    const Clock& clock;
    const TokenSealer& sealer;
    std::string epoch;  // the database's: a token of another one is no token
    std::chrono::milliseconds token_lifetime;
    std::chrono::milliseconds heartbeat;
  };

  // Adds the method to `service`, which does not outlive this object.
  WatchApi(Dependencies dependencies, RpcService& service);

 private:
  Result<std::unique_ptr<StreamSource>> Watch(const Call& call,
                                              const v1::WatchReferralsRequest& request,
                                              std::function<void()> wake) const;
  Result<WatchPlace> PlaceOf(const Call& call, const std::string& token) const;

  const Dependencies use_;
  const PageTokens tokens_;
};

}  // namespace sinergi::referrals
