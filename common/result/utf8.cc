#include "common/result/utf8.h"

#include <cstdint>

namespace sinergi {
namespace {

bool IsContinuation(std::string_view bytes, std::size_t place) {
  return place < bytes.size() && (static_cast<std::uint8_t>(bytes[place]) & 0xc0) == 0x80;
}

// The length of the well-formed sequence at `place`, or 0.
std::size_t SequenceAt(std::string_view bytes, std::size_t place) {
  const auto first = static_cast<std::uint8_t>(bytes[place]);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4 || !IsContinuation(bytes, place + 1)) return 0;
  const auto second = static_cast<std::uint8_t>(bytes[place + 1]);
  if (first < 0xe0) return 2;
  if (!IsContinuation(bytes, place + 2)) return 0;
  if (first < 0xf0) {
    const bool overlong = first == 0xe0 && second < 0xa0;
    const bool surrogate = first == 0xed && second > 0x9f;
    return overlong || surrogate ? 0 : 3;
  }
  const bool out_of_range = (first == 0xf0 && second < 0x90) || (first == 0xf4 && second > 0x8f);
  return out_of_range || !IsContinuation(bytes, place + 3) ? 0 : 4;
}

}  // namespace

bool IsUtf8(std::string_view bytes) {
  for (std::size_t place = 0; place < bytes.size();) {
    const std::size_t length = SequenceAt(bytes, place);
    if (length == 0) return false;
    place += length;
  }
  return true;
}

std::size_t CountCharacters(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<std::uint8_t>(c) & 0xc0) != 0x80 ? 1 : 0;
  return count;
}

}  // namespace sinergi
