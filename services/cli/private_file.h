#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace sinergi::cli {

// Puts `content` in place of the file, whole or not at all, readable by its owner only. False when
// that cannot be done.
bool WritePrivateFile(const std::filesystem::path& path, const std::string& content);

// Nothing when the file is not there or cannot be read. At most 64 KiB are read.
std::optional<std::string> ReadSmallFile(const std::filesystem::path& path);

}  // namespace sinergi::cli
