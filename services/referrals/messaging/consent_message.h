#pragma once

#include "services/referrals/domain/consent.h"
#include "sinergi/referrals/v1/consent.pb.h"

namespace sinergi::referrals {

// Leaves out whom it names: those who are asked need not know of each other.
void HideParties(v1::Consent& message);

// A consent as events and answers tell it.
void FillConsent(const Consent& consent, v1::Consent& message);

}  // namespace sinergi::referrals
