#pragma once

#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Rows of who is asked to take a referral. None tells anything about a person.
class CandidateStore {
 public:
  static void Insert(Transaction& tx, ReferralId referral, const Party& candidate);
  static Result<std::vector<Candidate>> Find(Transaction& tx, ReferralId referral);
  static Result<std::vector<Candidate>> Find(Database& database, Deadline deadline,
                                             ReferralId referral);

  // By when those who are asked owe their answer; none when no policy says so.
  static void SetDue(Transaction& tx, ReferralId referral, const std::optional<Due>& due);

  // State, reason and time as they are now.
  static void Put(Transaction& tx, ReferralId referral, const Candidate& candidate);

  // Whoever is still asked missed it.
  static void End(Transaction& tx, ReferralId referral);

  // Whether that candidate missed it because another one took it.
  static Result<bool> Missed(Database& database, Deadline deadline, ReferralId referral,
                             const std::string& candidate);
};

}  // namespace sinergi::referrals
