#pragma once

#include <string>

#include "services/cli/session.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::cli {

// How a referral looks to people: everything about one, or a table of many.
std::string Describe(Session& session, const referrals::v1::Referral& referral);
std::string Describe(Session& session, const referrals::v1::ListReferralsResponse& response);

// The one view that shows personal data.
std::string Describe(Session& session, const referrals::v1::ReferralPerson& person);

}  // namespace sinergi::cli
