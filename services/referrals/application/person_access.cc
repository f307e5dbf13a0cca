#include "services/referrals/application/person_access.h"

#include "services/referrals/application/parties.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

Status MayReadPerson(const Context& context, const Referral& referral, Instant now) {
  const ReferralData& data = referral.data();
  const std::string reader = ViewerOf(context.caller);
  const bool sends = Is(data.sender, context.caller);
  if (sends && data.state == ReferralState::kDraft && !data.consent) return Status::Ok();
  if (referral.IsOffer() && !sends) return ReferralNotFound(data.id.ToString());
  const bool named = data.consent && data.consent->Names(reader);
  const bool is_side = sends || Is(data.receiver, context.caller);
  if (!is_side && !named) return ReferralNotFound(data.id.ToString());
  const std::string reference = data.reference.ToString();
  if (data.basis != LegalBasis::kCourt || !is_side) {
    auto holds = CheckConsent(data.consent, reader, PurposeOf(data.service), now, reference);
    if (!holds) return holds;
  }
  if (sends || !IsOver(data.state)) return Status::Ok();
  return Error::Of(reasons::kConsentNotForYou, {{"reference", reference}});
}

}  // namespace sinergi::referrals
