#pragma once

#include <string_view>

#include "common/result/result.h"
#include "services/referrals/domain/due.h"

namespace sinergi::referrals {

// The policy of two CSV files. `deadlines`: valid_from,priority,goal,within,remind_before,
// escalate_after, spans as "24h", "3d" for working days or "30s" for trying it out, 1 to 1000 of
// them. `holidays`: day,name. Days are YYYY-MM-DD. INVALID_ARGUMENT with every mistake, each with
// file and line: a malformed field, a rule that is there twice, and a first day on which a priority
// and goal have none, but for resumption, which files of before do not have.
Result<DuePolicy> ParseDuePolicy(std::string_view deadlines, std::string_view holidays);

}  // namespace sinergi::referrals
