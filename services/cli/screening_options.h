#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/cli/command_line.h"
#include "sinergi/referrals/v1/referral.pb.h"

namespace sinergi::cli {

// What a screening found, or the level that is known without one.
struct ScreeningOptions {
  std::vector<std::string> scores;  // "amphetamines=28"
  std::string pattern;
  std::string injected;
  std::string level;
};

void AddScreening(Command command, ScreeningOptions& options);

// The screening; none when nothing was found.
Answer<std::optional<referrals::v1::Screening>> ReadScreening(const ScreeningOptions& options);

}  // namespace sinergi::cli
