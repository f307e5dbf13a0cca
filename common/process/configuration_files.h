#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "common/result/result.h"

namespace sinergi {

// The content's SHA-256, in hexadecimal digits, of every CSV file of the folder, by file name.
// FILE_UNREADABLE.
Result<std::map<std::string, std::string>> HashConfiguration(const std::filesystem::path& folder);

}  // namespace sinergi
