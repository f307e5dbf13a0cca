#pragma once

#include <optional>
#include <string>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Which referral of a person with a NIK is on its way: the first that was sent and is not over.
class LiveStore {
 public:
  // Makes this referral its person's one, if they have none. Gives the other one if they have:
  // nothing has changed then. Of two at the same moment one comes first.
  static Result<std::optional<ReferralId>> Claim(Transaction& tx, ReferralId referral);

  // It is over.
  static void Release(Transaction& tx, ReferralId referral);

  // The reference of a referral that this viewer may see.
  static Result<std::optional<std::string>> ReferenceFor(Transaction& tx, ReferralId referral,
                                                         const std::string& viewer);
};

}  // namespace sinergi::referrals
