#include "services/referrals/messaging/consent_message.h"

#include "common/timestamps/timestamps.h"

namespace sinergi::referrals {
namespace {

namespace v1 = ::sinergi::referrals::v1;

void SetParties(const Consent& consent, v1::Consent& message) {
  constexpr std::string_view kFacility = "facility:";
  for (const std::string& party : consent.parties) {
    const std::string name = party.substr(party.find(':') + 1);
    if (party.starts_with(kFacility)) {
      message.add_facility_ids(name);
    } else {
      message.add_offices(name);
    }
  }
}

}  // namespace

void HideParties(v1::Consent& message) {
  message.clear_facility_ids();
  message.clear_offices();
}

void FillConsent(const Consent& consent, v1::Consent& message) {
  message.set_version(static_cast<std::int32_t>(consent.version));
  message.set_purpose(static_cast<v1::ConsentPurpose>(consent.purpose));
  message.set_giver(static_cast<v1::ConsentGiver>(consent.giver));
  message.set_form(static_cast<v1::ConsentForm>(consent.form));
  SetParties(consent, message);
  SetTimestamp(consent.given, message.mutable_give_time());
  SetTimestamp(consent.expires, message.mutable_expire_time());
  if (consent.revoked) SetTimestamp(*consent.revoked, message.mutable_revoke_time());
  if (consent.revocation) {
    message.set_revocation_reason(static_cast<v1::ConsentRevocationReason>(*consent.revocation));
  }
}

}  // namespace sinergi::referrals
