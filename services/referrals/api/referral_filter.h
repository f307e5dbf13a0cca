#pragma once

#include <functional>
#include <string>

#include "common/result/result.h"
#include "services/referrals/application/referral_operations.h"

namespace sinergi::referrals {

// What a list is asked for: of the index, and of each referral; nothing where all pass.
struct ListWish {
  std::optional<ReferralState> state;
  std::optional<RegionCode> area;
  std::function<bool(const ReferralData&)> passes;
};

// Of the filter of a list of referrals. INVALID_ARGUMENT, see Filter::Parse.
Result<ListWish> ReadFilter(const std::string& text);

}  // namespace sinergi::referrals
