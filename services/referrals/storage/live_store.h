#pragma once

#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Which referrals of a person with a NIK are on their way: sent and not over.
class LiveStore {
 public:
  // Adds this referral and gives the others of its person. Until the transaction ends no other
  // referral of theirs is added.
  static Result<std::vector<ReferralId>> Add(Transaction& tx, ReferralId referral);

  // It is over.
  static void Remove(Transaction& tx, ReferralId referral);
};

}  // namespace sinergi::referrals
