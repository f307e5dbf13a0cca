#pragma once

#include <string_view>

namespace sinergi::referrals {

// How far somebody's use has gone, in BNN's words; WHO's ASSIST says lower, moderate and high risk.
// The numbers are stored and go over the wire: they never change.
enum class RiskLevel { kRingan = 1, kSedang = 2, kBerat = 3 };
inline constexpr int kRiskLevels = 3;

std::string_view LevelName(RiskLevel level);  // "ringan", as policy files write it

}  // namespace sinergi::referrals
