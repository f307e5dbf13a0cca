#pragma once

#include "common/regions/regions.h"
#include "common/result/result.h"
#include "services/referrals/api/consent_proto.h"
#include "services/referrals/application/referral_operations.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::referrals {

v1::Referral ToProto(const Referral& referral);

// A request as values that the rules can work on; INVALID_ARGUMENT with everything that is wrong.
Result<CreateReferral> FromProto(const v1::CreateReferralRequest& request, const Regions& regions,
                                 const ConsentRules& rules, Instant now);

// The referral that a verb is about.
Result<ReferralTarget> TargetOf(const std::string& referral_id, const std::string& etag);

}  // namespace sinergi::referrals
