#include "services/referrals/domain/consent.h"

#include <algorithm>
#include <array>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

std::string_view BreakGlassName(BreakGlassReason reason) {
  static constexpr std::array<std::string_view, kBreakGlassReasons> kNames{
      "DANGER_TO_PERSON", "DANGER_TO_OTHERS", "LEGAL_ORDER"};
  return kNames[static_cast<std::size_t>(reason) - 1];
}

ConsentPurpose PurposeOf(FacilityService service) {
  return service == FacilityService::kAftercare ? ConsentPurpose::kAftercare
                                                : ConsentPurpose::kCare;
}

bool Consent::Names(const std::string& party) const {
  return std::find(parties.begin(), parties.end(), party) != parties.end();
}

Status CheckConsent(const std::optional<Consent>& consent, const std::string& party,
                    ConsentPurpose purpose, Instant now, const std::string& reference) {
  const auto refused = [&](const Reason& reason) {
    return Error::Of(reason, {{"reference", reference}});
  };
  if (!consent) return refused(reasons::kConsentMissing);
  if (consent->revoked) return refused(reasons::kConsentRevoked);
  if (now >= consent->expires) return refused(reasons::kConsentExpired);
  if (consent->purpose != purpose || !consent->Names(party)) {
    return refused(reasons::kConsentNotForYou);
  }
  return Status::Ok();
}

}  // namespace sinergi::referrals
