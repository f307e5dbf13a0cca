#pragma once

#include "common/identity/caller.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Whether the caller is the party itself: its facility, or the office where no facility acts.
bool Is(const Party& party, const Caller& caller);

// An office may also send for its facilities.
bool MaySendFor(const Party& sender, const Caller& caller);

bool IsSender(const ReferralData& data, const Caller& caller);
bool IsReceiver(const ReferralData& data, const Caller& caller);
// One that is asked and has not answered, of an offer whose candidates were read.
const Candidate* CandidateOf(const ReferralData& data, const Caller& caller);
// Receiver, or candidate of an offer that has not declined; whether there still is something to
// answer, the state says.
bool MayAnswer(const ReferralData& data, const Caller& caller);
bool IsParty(const ReferralData& data, const Caller& caller);  // one of the two

}  // namespace sinergi::referrals
