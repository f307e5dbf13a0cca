#include "services/cli/login.h"

#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "common/time/clock.h"
#include "services/cli/private_file.h"

namespace sinergi::cli {
namespace {

using Json = nlohmann::json;

std::filesystem::path KeyFile(const std::filesystem::path& data) {
  return data / "development-key.json";
}

// Of base64url without padding; nothing for another alphabet.
std::optional<std::string> Decode(std::string_view text) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string bytes;
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

// A member that is a text; empty otherwise.
std::string Text(const Json& object, const char* name) {
  const auto member = object.find(name);
  return member != object.end() && member->is_string() ? member->get<std::string>() : std::string();
}

Json ParseObject(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  return json.is_object() ? json : Json();
}

}  // namespace

Answer<std::string> IssueDevelopmentToken(const std::filesystem::path& data, const Caller& caller,
                                          std::chrono::hours lifetime) {
  const std::filesystem::path file = KeyFile(data);
  std::error_code ignored;
  // The issuer would make a key, but one that no server knows.
  if (!std::filesystem::exists(file, ignored)) {
    return LocalFailure(messages::kNoKey, {{"path", file.string()}});
  }
  const auto issuer = DevelopmentIssuer::Open(file);
  if (!issuer) return FailureOf(issuer.error());
  auto token = (*issuer)->Issue(caller, SystemClock().Now(), lifetime);
  if (!token) return FailureOf(token.error());
  return *std::move(token);
}

std::filesystem::path LoginFile(const std::filesystem::path& data) { return data / "login.json"; }

Ending KeepToken(const std::filesystem::path& data, const std::string& token) {
  if (WritePrivateFile(LoginFile(data), Json{{"token", token}}.dump() + "\n")) return {};
  return LocalFailure(messages::kFileUnwritable, {{"path", LoginFile(data).string()}});
}

std::string KeptToken(const std::filesystem::path& data) {
  const auto text = ReadSmallFile(LoginFile(data));
  return text ? Text(ParseObject(*text), "token") : std::string();
}

std::optional<Caller> ReadToken(const std::string& token) {
  const std::size_t first = token.find('.');
  const std::size_t second = first == std::string::npos ? first : token.find('.', first + 1);
  if (second == std::string::npos) return std::nullopt;
  const auto payload = Decode(std::string_view(token).substr(first + 1, second - first - 1));
  const Json claims = payload ? ParseObject(*payload) : Json();
  if (!claims.is_object()) return std::nullopt;
  Caller caller;
  caller.subject = Text(claims, "sub");
  caller.office = Text(claims, "office");
  caller.facility = Text(claims, "facility");
  caller.deputy = Text(claims, "deputy");
  caller.agency = Text(claims, "agency");
  if (const auto roles = claims.find("roles"); roles != claims.end() && roles->is_array()) {
    for (const Json& role : *roles) {
      if (role.is_string()) caller.roles.push_back(role.get<std::string>());
    }
  }
  if (const auto expires = claims.find("exp"); expires != claims.end() && expires->is_number()) {
    caller.expires = Instant(std::chrono::seconds(expires->get<std::int64_t>()));
  }
  return caller;
}

}  // namespace sinergi::cli
