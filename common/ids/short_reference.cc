#include "common/ids/short_reference.h"

#include <cctype>

namespace sinergi {
namespace {

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kCharacters = 8;  // the check character included

// The digit of a character as people write it; none when it cannot be one.
std::optional<unsigned> DigitOf(char written) {
  char upper = static_cast<char>(std::toupper(static_cast<unsigned char>(written)));
  if (upper == 'I' || upper == 'L') upper = '1';
  if (upper == 'O') upper = '0';
  const std::size_t digit = kAlphabet.find(upper);
  if (digit == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(digit);
}

// Luhn mod 32 over digits whose last is doubled first.
unsigned LuhnSum(std::string_view digits, bool double_last) {
  unsigned sum = 0;
  bool twice = double_last;
  for (std::size_t i = digits.size(); i-- > 0; twice = !twice) {
    const unsigned value = static_cast<unsigned>(kAlphabet.find(digits[i])) * (twice ? 2 : 1);
    sum += value / 32 + value % 32;
  }
  return sum % 32;
}

std::string Written(std::string_view prefix, std::string_view characters) {
  return std::string(prefix) + "-" + std::string(characters.substr(0, 4)) + "-" +
         std::string(characters.substr(4));
}

}  // namespace

std::string MakeShortReference(std::string_view prefix, const Uuid& random) {
  std::string characters;
  for (std::size_t i = 0; i + 1 < kCharacters; ++i) {
    characters += kAlphabet[random.bytes()[9 + i] % 32];
  }
  characters += kAlphabet[(32 - LuhnSum(characters, true)) % 32];
  return Written(prefix, characters);
}

std::optional<std::string> ParseShortReference(std::string_view prefix, std::string_view text) {
  std::string characters;
  for (const char written : text) {
    if (written == '-' || written == ' ') continue;
    const auto digit = DigitOf(written);
    if (!digit) return std::nullopt;
    characters += kAlphabet[*digit];
  }
  // Only its length tells the prefix from a short name that begins with the same two characters.
  if (characters.size() == prefix.size() + kCharacters && characters.starts_with(prefix)) {
    characters.erase(0, prefix.size());
  }
  if (characters.size() != kCharacters || LuhnSum(characters, false) != 0) return std::nullopt;
  return Written(prefix, characters);
}

}  // namespace sinergi
