#pragma once

#include "services/cli/command_line.h"

namespace sinergi::cli {

// What the receiver says: accept, reject, complete.
void AddReferralAnswers(CommandLine& line, CLI::App& group);

}  // namespace sinergi::cli
