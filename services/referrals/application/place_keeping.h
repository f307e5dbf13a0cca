#pragma once

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Gives, moves and takes back the place that a change of a referral makes it have: whoever is
// accepted gets one or waits, who waited gets one when the service begins, and when it is over it
// is free again. Sets it in `after`. FAILED_PRECONDITION FACILITY_FULL.
Status KeepPlace(Transaction& tx, const Referral& before, Referral& after);

}  // namespace sinergi::referrals
