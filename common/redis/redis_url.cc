#include "common/redis/redis_url.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "common/redis/reasons.h"

namespace sinergi {
namespace {

constexpr std::string_view kScheme = "redis://";
constexpr int kHighestPort = 65'535;
constexpr int kHighestDatabase = 1'000'000;

std::optional<int> NumberOf(std::string_view text, int base, int most) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, number, base);
  if (error != std::errc() || read != end || number < 0 || number > most) return std::nullopt;
  return number;
}

std::optional<std::string> Decoded(std::string_view text) {
  std::string decoded;
  while (!text.empty()) {
    if (text.front() != '%') {
      decoded += text.front();
      text.remove_prefix(1);
      continue;
    }
    const auto byte = text.size() < 3 ? std::nullopt : NumberOf(text.substr(1, 2), 16, UINT8_MAX);
    if (!byte) return std::nullopt;
    decoded += static_cast<char>(*byte);
    text.remove_prefix(3);
  }
  return decoded;
}

// Takes what stands before `mark` off the front, if the mark is there.
std::optional<std::string_view> TakeUntil(std::string_view& text, std::size_t mark) {
  if (mark == std::string_view::npos) return std::nullopt;
  const std::string_view before = text.substr(0, mark);
  text.remove_prefix(mark + 1);
  return before;
}

bool ReadEntry(std::string_view entry, RedisUrl& url) {
  const auto user = TakeUntil(entry, entry.find(':'));
  if (!user) return false;
  const auto name = Decoded(*user);
  const auto password = Decoded(entry);
  if (!name || !password || password->empty()) return false;
  url.user = *name;
  url.password = *password;
  return true;
}

bool ReadPlace(std::string_view place, RedisUrl& url) {
  const bool bracketed = place.starts_with('[');
  const std::size_t closing = bracketed ? place.find(']') : 0;
  if (closing == std::string_view::npos) return false;
  const std::size_t colon = place.find(':', closing);
  std::string_view host = place.substr(0, colon);
  if (bracketed) {
    if (host.size() != closing + 1) return false;
    host = host.substr(1, closing - 1);
  }
  url.host = host;
  if (url.host.empty() || url.host.find_first_of(" []@?#") != std::string::npos) return false;
  if (colon == std::string_view::npos) return true;
  const auto port = NumberOf(place.substr(colon + 1), 10, kHighestPort);
  if (!port || *port == 0) return false;
  url.port = *port;
  return true;
}

bool ReadDatabase(std::string_view text, RedisUrl& url) {
  if (text.empty()) return true;
  const auto database = NumberOf(text, 10, kHighestDatabase);
  if (database) url.database = *database;
  return database.has_value();
}

bool Read(std::string_view text, RedisUrl& url) {
  if (!text.starts_with(kScheme)) return false;
  text.remove_prefix(kScheme.size());
  const std::size_t slash = text.find('/');
  std::string_view place = text.substr(0, slash);
  const std::string_view database =
      slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
  const auto entry = TakeUntil(place, place.rfind('@'));
  if (entry && !ReadEntry(*entry, url)) return false;
  return ReadPlace(place, url) && ReadDatabase(database, url);
}

}  // namespace

Result<RedisUrl> RedisUrl::Parse(std::string_view text) {
  RedisUrl url;
  if (!Read(text, url)) return Error::Of(reasons::kRedisUrlMalformed);
  return url;
}

}  // namespace sinergi
