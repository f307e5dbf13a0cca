#pragma once

#include "services/referrals/application/context.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Whether the caller, who may see the referral, may read its person at `now`: its sender, its
// receiver until it has declined or told the outcome, and whom the consent names besides, if it
// holds; of a court's referral both sides without one. Who wrote a draft may read it before there
// is a consent; who is asked to take an offer learns who it is once they have taken it. NOT_FOUND
// REFERRAL_NOT_FOUND for everybody else, or what CheckConsent says.
Status MayReadPerson(const Context& context, const Referral& referral, Instant now);

}  // namespace sinergi::referrals
