#include "common/redis/redis_command.h"

#include <array>
#include <charconv>
#include <limits>

namespace sinergi {
namespace {

constexpr std::string_view kLineEnd = "\r\n";
constexpr std::size_t kLongestNumber = std::numeric_limits<std::size_t>::digits10 + 1;
constexpr std::size_t kLongestLength = 1 + kLongestNumber + kLineEnd.size();

// "$12\r\n"
void AppendLength(std::string& out, char mark, std::size_t length) {
  std::array<char, kLongestNumber> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), length);
  out += mark;
  out.append(digits.data(), end);
  out += kLineEnd;
}

}  // namespace

void AppendCommand(std::string& out, RedisWords words) {
  AppendLength(out, '*', words.size());
  for (const std::string_view word : words) {
    AppendLength(out, '$', word.size());
    out += word;
    out += kLineEnd;
  }
}

std::size_t CommandBytes(RedisWords words) {
  std::size_t bytes = kLongestLength;
  for (const std::string_view word : words) bytes += kLongestLength + word.size() + kLineEnd.size();
  return bytes;
}

}  // namespace sinergi
