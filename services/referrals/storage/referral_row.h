#pragma once

#include "common/database/value.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// From the columns of the statements of referral_store, in their order: of an INSERT those before
// nik_index.
Referral ReferralFromRow(const Row& row);
Result<std::vector<Referral>> ReferralsFromRows(const Result<Rows>& rows);

// The same columns before received_at: what is new has none of those after.
Values ReferralValues(const Referral& referral);

// risk_level, bands, routes, standing, route_reason, offered_to, basis
Values RouteValues(const ReferralData& data);

// Of those the ones that a change can touch, after the id: state, rejection, outcome_result,
// outcome_services, outcome_contacts, updated_at, sent_at, answered_at, completed_at, revision, the
// consent, those from received_at to due_at, place, both sides, declined_by, sessions, routes,
// standing, outcome_follow_up and route_reason.
Values ChangedValues(const Referral& referral);

// version, purpose, giver, form, parties, given_at, expires_at, revoked_at, revocation
Values ConsentValues(const Consent& consent);

// From these columns, `first` on.
Consent ConsentFromRow(const Row& row, std::size_t first);

}  // namespace sinergi::referrals
