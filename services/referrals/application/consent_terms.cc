#include "services/referrals/application/consent_terms.h"

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

Consent ConsentOf(const NewConsent& terms, const Party& sender, const Party& receiver,
                  Instant now) {
  auto parties = terms.parties;
  if (parties.empty()) parties = {ActorOf(sender), ActorOf(receiver)};
  return {1,   terms.purpose, terms.giver,  terms.form,  std::move(parties),
          now, terms.expires, std::nullopt, std::nullopt};
}

Status CheckGiver(ConsentGiver giver, const Person& person, std::chrono::sys_days today) {
  const bool own_of_minor =
      giver == ConsentGiver::kPerson && person.birth_date && IsMinor(*person.birth_date, today);
  if (!own_of_minor) return Status::Ok();
  return Error::Invalid({{"consent.giver", &reasons::kConsentNeedsGuardian, {}}});
}

}  // namespace sinergi::referrals
