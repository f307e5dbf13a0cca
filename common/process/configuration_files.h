#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "common/result/result.h"

namespace sinergi {

// The content's SHA-256, in hexadecimal digits, of every CSV file of the folder, by file name.
// FILE_UNREADABLE.
Result<std::map<std::string, std::string>> HashConfiguration(const std::filesystem::path& folder);

// The values' hashes by a key, in hexadecimal digits, of the settings that replicas share: those
// that say where one process listens or keeps its files are left out.
std::map<std::string, std::string> HashSettings(const std::map<std::string, std::string>& given,
                                                const std::string& key);

}  // namespace sinergi
