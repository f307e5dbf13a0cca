#pragma once

#include <string>

#include "services/cli/session.h"
#include "sinergi/referrals/v1/referrals_service.pb.h"

namespace sinergi::cli {

// How a referral looks to people: everything about one, or a table of many.
std::string Describe(Session& session, const referrals::v1::Referral& referral);
// The same in one line, for a list that grows.
std::string DescribeInLine(Session& session, const referrals::v1::Referral& referral);
std::string Describe(Session& session, const referrals::v1::ListReferralsResponse& response);
std::string Describe(Session& session, const referrals::v1::ListWaitingReferralsResponse& response);
std::string Describe(Session& session, const referrals::v1::ListSessionsResponse& response);
std::string Describe(Session& session, const referrals::v1::ListConsentsResponse& response);

// The one view that shows personal data.
std::string Describe(Session& session, const referrals::v1::ReferralPerson& person);

// What was taken though it may be a mistake in writing, a line each; empty when there is none.
std::string DescribeWarnings(Session& session,
                             const referrals::v1::CreateReferralResponse& response);

}  // namespace sinergi::cli
