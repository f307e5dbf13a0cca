#pragma once

#include <cstdint>

#include "common/rpc/call.h"
#include "services/referrals/api/referral_proto.h"

namespace sinergi::referrals {

inline constexpr std::int64_t kUsualPage = 50;
inline constexpr std::int64_t kLargestPage = 200;

inline Context ContextOf(const Call& call) {
  return {call.caller, call.deadline, call.trace.ToString()};
}

// The serialised response of a method that answers with a referral.
template <class Response>
ReferralAnswer ReferralIn() {
  return [](const Referral& referral) {
    Response response;
    *response.mutable_referral() = ToProto(referral);
    return response.SerializeAsString();
  };
}

}  // namespace sinergi::referrals
