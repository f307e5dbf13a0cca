#pragma once

#include <filesystem>
#include <string>

#include "common/result/result.h"

namespace sinergi {

// The whole file. FAILED_PRECONDITION FILE_UNREADABLE.
Result<std::string> ReadTextFile(const std::filesystem::path& file);

}  // namespace sinergi
