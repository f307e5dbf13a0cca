#pragma once

#include <string>

#include "common/offices/offices.h"
#include "common/telemetry/metrics.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/break_glass_store.h"
#include "services/referrals/storage/person_store.h"

namespace sinergi::referrals {

// Why somebody reads without consent: coded, and in their words.
struct Emergency {
  BreakGlassReason reason;
  std::string justification;
};

// Reading who is referred. Safe from any thread.
class PersonOperations {
 public:
  PersonOperations(Database& database, const ReferralChanges& changes, Vault& vault,
                   const Offices& offices, const Clock& clock, Metrics& metrics);

  // Records who read it, commits that, and only then opens the vault. NOT_FOUND REFERRAL_NOT_FOUND
  // for who is neither a side of the referral nor named in its consent; what CheckConsent says.
  Result<Person> Get(const Context& context, ReferralId id);

  // The same without consent, for whoever may see the referral. Both sides and the offices above
  // them are told, and it is logged and counted, before the vault is opened.
  Result<Person> BreakGlass(const Context& context, const ChangeRequest& request, ReferralId id,
                            const Emergency& emergency);

 private:
  Result<Referral> Find(const Context& context, ReferralId id) const;
  Status MayRead(const Context& context, const Referral& referral) const;
  std::vector<std::string> Above(const Referral& referral) const;

  Database& database_;
  const ReferralChanges& changes_;
  Vault& vault_;
  PersonStore persons_;
  const Offices& offices_;
  const Clock& clock_;
  Counter& emergencies_;
};

}  // namespace sinergi::referrals
