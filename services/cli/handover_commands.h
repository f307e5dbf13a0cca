#pragma once

#include "services/cli/command_line.h"

namespace sinergi::cli {

// Another receiver, another sender, and who is asked: reassign, transfer, candidates.
void AddHandovers(CommandLine& line, Command group);

}  // namespace sinergi::cli
