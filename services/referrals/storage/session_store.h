#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Rows of sessions, numbered from 1 within a referral.
class SessionStore {
 public:
  // `sealed`: the words about it, if there are any.
  static void Insert(Transaction& tx, ReferralId referral, std::int64_t number,
                     const Session& session, const std::optional<std::string>& sealed);

  // The oldest first.
  static Result<std::vector<Session>> List(Database& database, const Terms& terms,
                                           ReferralId referral);

  // The sealed words of those that have some, in the same order.
  static Result<std::vector<std::string>> ListSealed(Database& database, const Terms& terms,
                                                     ReferralId referral);
};

}  // namespace sinergi::referrals
