#pragma once

#include <string>
#include <vector>

#include "common/offices/offices.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {

// The offices that a referral which was sent concerns: both sides', those of who is asked, and
// every office that serves the person's area on that day.
std::vector<std::string> OfficesFor(const Offices& offices, const ReferralData& data, Instant now);

// Another side sees the referral from now on, and the former one no more; its office only if the
// referral concerns it otherwise. After the referral's row was written, which only who sees it may.
void FollowSides(Transaction& tx, const Offices& offices, const Referral& before,
                 const Referral& after);

// What a change of an offer means to who is asked: by when they owe an answer, who declined, and
// that it is to be had no more. Who declined it, or missed it because another has it, sees it no
// more. After the referral's row was written.
void FollowOffer(Transaction& tx, const Offices& offices, const Referral& before,
                 const Referral& after);

// Whether the change took the offer from who was asked.
bool EndsOffer(const Referral& before, const Referral& after);

}  // namespace sinergi::referrals
