#pragma once

#include <filesystem>
#include <string_view>

#include "common/result/result.h"
#include "services/tat/domain/tat_policy.h"

namespace sinergi::tat {

// The policy of a CSV file: valid_from,within,remind_before,escalate_after, days as YYYY-MM-DD,
// spans as "144h" or "30s", 1 to 10,000 of them. INVALID_ARGUMENT with every mistake and its line:
// a malformed field, a day that is there twice.
Result<TatPolicy> ParseTatPolicy(std::string_view csv);

// Of the folder's tat.csv; where there is none, no rule holds. FILE_UNREADABLE too.
Result<TatPolicy> LoadTatPolicy(const std::filesystem::path& folder);

}  // namespace sinergi::tat
