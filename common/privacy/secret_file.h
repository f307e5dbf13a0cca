#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "common/result/result.h"

namespace sinergi {

// Reads a file that holds a secret, at most 64 KiB; nothing when there is no such file. Refused
// with KEY_FILE_UNUSABLE: what is not a regular file of this process's user or root, and what
// others may read or write. The group may read a file of root, which is how Kubernetes mounts a
// secret.
Result<std::optional<std::string>> ReadSecretFile(const std::filesystem::path& path);

// Creates the file with mode 0600, durable before it gets its name, and returns what it holds:
// `content`, or what somebody else put there first. KEY_FILE_UNUSABLE when it can be neither made
// nor read.
Result<std::string> CreateSecretFile(const std::filesystem::path& path, std::string_view content);

}  // namespace sinergi
