#pragma once

#include "services/cli/command_line.h"

namespace sinergi::cli {

// Who looks for a place: search, and how full one is.
void AddFacilitySearch(CommandLine& line, Command group);

}  // namespace sinergi::cli
