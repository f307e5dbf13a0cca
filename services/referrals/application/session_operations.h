#pragma once

#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/person_store.h"

namespace sinergi::referrals {

// The sessions of a service while it is given. Errors as LifeOperations has them. Safe from any
// thread.
class SessionOperations {
 public:
  SessionOperations(Database& database, const ReferralChanges& changes, Vault& vault)
      : database_(database), changes_(changes), persons_(vault) {}

  // The receiver's. The note may be empty and is sealed. FAILED_PRECONDITION SESSIONS_TOO_MANY.
  Result<std::string> Record(const Context& context, const ChangeRequest& request,
                             const ReferralTarget& target, const Session& session,
                             const std::string& note, const ReferralAnswer& answer);

  // NOT_FOUND REFERRAL_NOT_FOUND.
  Result<std::vector<Session>> List(const Context& context, ReferralId id);

 private:
  Database& database_;
  const ReferralChanges& changes_;
  PersonStore persons_;
};

}  // namespace sinergi::referrals
