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
  std::vector<std::string> parties;  // as Consent names them; empty for the two sides
  Instant expires;
};

// The consent as it is recorded at `now` for a referral between these two.
Consent ConsentOf(const NewConsent& terms, const Party& sender, const Party& receiver, Instant now);

// INVALID_ARGUMENT CONSENT_PARTY_UNKNOWN of field consent.facility_ids when a facility that it
// names is not registered.
Status CheckParties(Transaction& tx, const NewConsent& terms);

// INVALID_ARGUMENT CONSENT_NEEDS_GUARDIAN of field consent.giver when a minor gave it themselves.
// Law 27/2022 on personal data, article 25. Whose birth date nobody stated may be anybody.
Status CheckGiver(ConsentGiver giver, const Person& person, std::chrono::sys_days today);

}  // namespace sinergi::referrals
