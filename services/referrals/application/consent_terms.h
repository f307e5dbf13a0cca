#pragma once

#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// A consent that is to be recorded.
struct NewConsent {
  ConsentPurpose purpose;
  ConsentGiver giver;
  ConsentForm form;
  std::vector<std::string> parties;   // as Consent names them; empty for all sides
  std::optional<Instant> expires;     // none: as late as it may
  std::chrono::milliseconds longest;  // that it may hold
};

// The consent as it is given at `now` for a referral of these sides. INVALID_ARGUMENT
// VALUE_OUT_OF_RANGE of field consent.expire_time when it ends before, or too late. That is seen
// here, where a repeated call has been answered already: it does not depend on when it is repeated.
Result<Consent> ConsentOf(const NewConsent& terms, const std::vector<std::string>& sides,
                          Instant now);

// Both sides, or the sender and all who are asked.
std::vector<std::string> SidesOf(const ReferralData& data);

// INVALID_ARGUMENT CONSENT_PARTY_UNKNOWN of field consent.facility_ids when a facility that it
// names is not registered.
Status CheckParties(Transaction& tx, const NewConsent& terms);

// INVALID_ARGUMENT CONSENT_NEEDS_GUARDIAN of field consent.giver when a minor gave it themselves.
// Law 27/2022 on personal data, article 25. Whose birth date nobody stated may be anybody.
Status CheckGiver(ConsentGiver giver, const Person& person, std::chrono::sys_days today);

}  // namespace sinergi::referrals
