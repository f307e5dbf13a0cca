#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>

#include "common/identity/development_issuer.h"
#include "services/cli/failure.h"

namespace sinergi::cli {

// Issues a token from the key that the server on this machine made in its data directory.
Answer<std::string> IssueDevelopmentToken(const std::filesystem::path& data, const Caller& caller,
                                          std::chrono::hours lifetime);

// The token of `sinergi login`, kept in DATA/login.json, which only its owner may read.
std::filesystem::path LoginFile(const std::filesystem::path& data);
Ending KeepToken(const std::filesystem::path& data, const std::string& token);
std::string KeptToken(const std::filesystem::path& data);  // empty when nobody is logged in

// What a token says of its bearer. Not verified: only the server can. Nothing when it says none.
std::optional<Caller> ReadToken(const std::string& token);

}  // namespace sinergi::cli
