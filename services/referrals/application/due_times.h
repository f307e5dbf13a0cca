#pragma once

#include "common/database/database.h"
#include "common/offices/offices.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Keeps what is owed true: every change of a referral that makes somebody else owe something, or
// nobody, says so in its transaction. Safe from any thread.
class DueTimes {
 public:
  // Both outlive it.
  DueTimes(const DuePolicy& policy, const Offices& offices) : policy_(policy), offices_(offices) {}

  // Of a referral that was `before`. Nothing when what is owed stays the same.
  void Follow(Transaction& tx, const Referral& before, Referral& changed) const;

 private:
  const DuePolicy& policy_;
  const Offices& offices_;
};

}  // namespace sinergi::referrals
