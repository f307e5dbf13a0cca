#pragma once

#include "common/rpc/rpc_service.h"
#include "services/referrals/api/referral_proto.h"
#include "services/referrals/application/session_operations.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

// The methods of ReferralsService about sessions.
class SessionApi {
 public:
  struct Dependencies {
    SessionOperations& sessions;
    const Clock& clock;
    const std::string& hash_key;
  };

  // Adds the methods to `service`, which does not outlive this object.
  SessionApi(const Dependencies& dependencies, RpcService& service);

 private:
  using Answer = Result<std::string>;

  Answer Record(const Call& call, const v1::RecordSessionRequest& request);
  Answer List(const Call& call, const v1::ListSessionsRequest& request);

  const Dependencies use_;
};

}  // namespace sinergi::referrals
