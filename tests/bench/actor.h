#pragma once

#include <grpcpp/grpcpp.h>

#include <filesystem>
#include <memory>
#include <string>

namespace sinergi::bench {

inline constexpr char kOffice[] = "BNNK-PANGKALPINANG";
inline constexpr char kArea[] = "19.04.02.2020";

// A development token for an hour, from the key in the services' folder.
std::string TokenOf(const std::filesystem::path& data, const std::string& role,
                    const std::string& facility = "");

// Makes a context ready for one call, which may take 20 seconds.
void Prepare(grpc::ClientContext& context, const std::string& token);

std::string NewRequestId();

// A connection of its own, also beside others to the same address. Ends the program when the server
// cannot be reached within ten seconds.
std::shared_ptr<grpc::Channel> Connect(const std::string& address);

}  // namespace sinergi::bench
