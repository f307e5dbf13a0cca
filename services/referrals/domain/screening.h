#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "services/referrals/domain/risk.h"

namespace sinergi::referrals {

// The substance groups that WHO's ASSIST asks about, each scored separately. The numbers go over
// the wire: they never change.
enum class AssistSubstance {
  kTobacco = 1,
  kAlcohol = 2,
  kCannabis = 3,
  kCocaine = 4,
  kAmphetamines = 5,
  kInhalants = 6,
  kSedatives = 7,
  kHallucinogens = 8,
  kOpioids = 9,
  kOther = 10,
};
inline constexpr int kAssistSubstances = 10;
inline constexpr int kHighestAssistScore = 39;  // of one substance (WHO ASSIST 3.1)

std::string_view SubstanceName(AssistSubstance substance);  // "alcohol", as policy files write it

struct AssistScore {
  AssistSubstance substance;
  int score;  // 0 to kHighestAssistScore
  bool operator==(const AssistScore&) const = default;
};

// How somebody uses; not how great the risk is.
enum class UsagePattern { kCobaPakai = 1, kTeraturPakai = 2 };
inline constexpr int kUsagePatterns = 2;

// What an agent's or officer's screening found. Lives in the vault.
struct Screening {
  std::vector<AssistScore> scores;  // of each substance at most one
  bool injected_recently = false;   // in the last three months
  std::optional<UsagePattern> pattern;
  bool operator==(const Screening&) const = default;
};

}  // namespace sinergi::referrals
