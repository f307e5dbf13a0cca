#pragma once

#include <string>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// That somebody read a person's data without consent.
struct BrokenGlass {
  Uuid id;
  ReferralId referral;
  std::string caller;  // the token's subject
  BreakGlassReason reason;
  Instant read;
  std::string sealed;  // why, in their words
};

class BreakGlassStore {
 public:
  static void Insert(Transaction& tx, const BrokenGlass& broken);
};

}  // namespace sinergi::referrals
