#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Which referrals a list has, and after which one it goes on: the newest first.
struct ReferralQuery {
  std::optional<ReferralState> state;
  std::optional<RegionCode> area;        // in it; a village or a district, of any state
  std::optional<std::string> nik_index;  // only this person's; then nothing else
  std::int64_t before_created = 0;       // microseconds
  std::string before_id;
  std::int64_t limit = 0;
};

// Those that the viewer of the terms may see. Each walks along an index of what is asked for.
Result<std::vector<Referral>> ListReferrals(Database& database, const Terms& terms,
                                            const ReferralQuery& query);

}  // namespace sinergi::referrals
