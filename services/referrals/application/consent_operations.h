#pragma once

#include <vector>

#include "services/referrals/application/consent_terms.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/person_store.h"

namespace sinergi::referrals {

// The use cases of a referral's consents. Each change answers once per request_id and commits with
// its event and its evidence. Safe from any thread.
class ConsentOperations {
 public:
  ConsentOperations(Database& database, const ReferralChanges& changes, Vault& vault,
                    const Clock& clock);

  // PERMISSION_DENIED NOT_A_PARTY; INVALID_ARGUMENT CONSENT_NEEDS_GUARDIAN,
  // CONSENT_PARTY_UNKNOWN; ABORTED ETAG_MISMATCH.
  Result<std::string> Record(const Context& context, const ChangeRequest& request,
                             const ReferralTarget& target, const NewConsent& terms,
                             const ReferralAnswer& answer);

  // PERMISSION_DENIED NOT_A_PARTY; FAILED_PRECONDITION NO_CONSENT_TO_REVOKE; ABORTED ETAG_MISMATCH.
  Result<std::string> Revoke(const Context& context, const ChangeRequest& request,
                             const ReferralTarget& target, ConsentRevocation reason,
                             const ReferralAnswer& answer);

  // The consents of lower versions than `before`, the latest first.
  Result<std::vector<Consent>> List(const Context& context, ReferralId id, std::int64_t before,
                                    std::int64_t limit);

 private:
  Status CheckOwn(Transaction& tx, const Referral& referral, ConsentGiver giver);

  Database& database_;
  const ReferralChanges& changes_;
  PersonStore persons_;
  const Clock& clock_;
};

}  // namespace sinergi::referrals
