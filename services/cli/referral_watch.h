#pragma once

#include "services/cli/command_line.h"

namespace sinergi::cli {

// All referrals that one may see, and then each that changes.
void AddReferralWatch(CommandLine& line, Command group);

}  // namespace sinergi::cli
