#pragma once

#include "services/cli/command_line.h"

namespace sinergi::cli {

// What the receiver says: accept, reject, complete.
void AddReferralAnswers(CommandLine& line, Command group);

}  // namespace sinergi::cli
