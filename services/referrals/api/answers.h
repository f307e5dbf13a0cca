#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "common/rpc/call.h"
#include "services/referrals/api/referral_proto.h"

namespace sinergi::referrals {

inline constexpr std::int64_t kUsualPage = 50;
inline constexpr std::int64_t kLargestPage = 200;

inline Context ContextOf(const Call& call) {
  return {call.caller, call.deadline, call.trace.ToString()};
}

// A page's place: two texts with a line break between them, which the second has not.
inline std::pair<std::string, std::string> SplitPlace(const std::string& place) {
  const std::size_t end = place.rfind('\n');
  if (end == std::string::npos) return {};
  return {place.substr(0, end), place.substr(end + 1)};
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
