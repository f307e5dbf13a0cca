#pragma once

#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Consents whose place a later one has taken; the latest is in the referral's own row.
class ConsentStore {
 public:
  static void Insert(Transaction& tx, ReferralId referral, const Consent& former);

  // Those of lower versions than `before`, the latest first, if the viewer of the terms may see the
  // referral; where the database does not ask, that is for the caller to know.
  static Result<std::vector<Consent>> List(Database& database, const Terms& terms,
                                           ReferralId referral, std::int64_t before,
                                           std::int64_t limit);
};

}  // namespace sinergi::referrals
