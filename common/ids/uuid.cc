#include "common/ids/uuid.h"

#include <sys/random.h>

#include <cstdlib>
#include <span>

namespace sinergi {
namespace {

void FillRandom(std::span<std::uint8_t> bytes) {
  std::size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = getrandom(bytes.data() + filled, bytes.size() - filled, 0);
    if (got > 0) filled += static_cast<std::size_t>(got);
    if (got < 0 && errno != EINTR) std::abort();  // Linux since 3.17 has it
  }
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsHyphenPlace(std::size_t place) {
  return place == 8 || place == 13 || place == 18 || place == 23;
}

}  // namespace

Uuid Uuid::Make(Instant now) {
  Uuid uuid;
  FillRandom(std::span(uuid.bytes_).subspan(6));
  const auto ms = static_cast<std::uint64_t>(ToMicroseconds(now) / 1000);
  for (std::size_t i = 0; i < 6; ++i) {
    uuid.bytes_[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  }
  uuid.bytes_[6] = static_cast<std::uint8_t>((uuid.bytes_[6] & 0x0f) | 0x70);
  uuid.bytes_[8] = static_cast<std::uint8_t>((uuid.bytes_[8] & 0x3f) | 0x80);
  return uuid;
}

std::optional<Uuid> Uuid::Parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid;
  std::size_t digits = 0;
  for (std::size_t place = 0; place < text.size(); ++place) {
    if (IsHyphenPlace(place)) {
      if (text[place] != '-') return std::nullopt;
      continue;
    }
    const int digit = HexDigit(text[place]);
    if (digit < 0) return std::nullopt;
    auto& byte = uuid.bytes_[digits++ / 2];
    byte = static_cast<std::uint8_t>(byte << 4 | digit);
  }
  return uuid;
}

std::string Uuid::ToString() const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (const std::uint8_t byte : bytes_) {
    if (IsHyphenPlace(text.size())) text += '-';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 0x0f];
  }
  return text;
}

}  // namespace sinergi
