#include "services/cli/servers.h"

#include <algorithm>
#include <vector>

namespace sinergi::cli {
namespace {

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

bool IsLoopbackAddress(const std::string& address) {
  if (address.starts_with("unix:")) return true;
  const std::string host = address.substr(0, address.rfind(':'));
  if (host == "localhost" || host == "[::1]") return true;
  // A name such as 127.example.org is somebody else's.
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

bool IsNumeric(const std::string& address) {
  return !address.empty() && address.find_first_not_of("0123456789.:") == std::string::npos;
}

}  // namespace

std::optional<Servers> Servers::Parse(const std::string& text) {
  Servers servers;
  if (text.find('=') == std::string::npos) {
    if (!servers.Add("", text)) return std::nullopt;
    return servers;
  }
  for (const std::string& part : Split(text, ';')) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos || equals == 0) return std::nullopt;
    if (!servers.Add(part.substr(0, equals), part.substr(equals + 1))) return std::nullopt;
  }
  return servers;
}

bool Servers::Add(const std::string& service, const std::string& addresses) {
  const std::vector<std::string> replicas = Split(addresses, ',');
  const bool several = replicas.size() > 1;
  for (const std::string& replica : replicas) {
    if (replica.empty() || (several && !IsNumeric(replica))) return false;
    loopback_ = loopback_ && IsLoopbackAddress(replica);
  }
  // gRPC takes a list of addresses only in this form.
  const std::string target = several ? "ipv4:" + addresses : addresses;
  if (targets_.empty()) first_ = target;
  return targets_.emplace(service, target).second;
}

const std::string& Servers::TargetOf(const std::string& service) const {
  const auto found = targets_.find(service);
  return found == targets_.end() ? first_ : found->second;
}

bool IsLoopback(const std::string& servers) {
  const auto parsed = Servers::Parse(servers);
  return parsed && parsed->AreLoopback();
}

}  // namespace sinergi::cli
