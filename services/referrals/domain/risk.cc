#include "services/referrals/domain/risk.h"

#include <array>

namespace sinergi::referrals {

std::string_view LevelName(RiskLevel level) {
  static constexpr std::array<std::string_view, kRiskLevels> kNames{"ringan", "sedang", "berat"};
  return kNames[static_cast<std::size_t>(level) - 1];
}

}  // namespace sinergi::referrals
