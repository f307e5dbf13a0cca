#include "common/regions/region_code.h"

#include <algorithm>
#include <cstddef>

namespace sinergi {
namespace {

constexpr std::array<std::size_t, 4> kTextSizes{2, 5, 8, 13};  // by level

bool IsDotPlace(std::size_t at) { return at == 2 || at == 5 || at == 8; }

std::size_t Index(RegionLevel level) { return static_cast<std::size_t>(level); }

}  // namespace

std::optional<RegionCode> RegionCode::Parse(std::string_view text) {
  const auto* const size = std::find(kTextSizes.begin(), kTextSizes.end(), text.size());
  if (size == kTextSizes.end()) return std::nullopt;
  std::uint64_t digits = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (IsDotPlace(at) ? c != '.' : c < '0' || c > '9') return std::nullopt;
    if (c != '.') digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
  }
  const auto level = static_cast<std::size_t>(size - kTextSizes.begin());
  return RegionCode(digits * kSpans[level] * kLevels + level);
}

std::string RegionCode::ToString() const {
  std::string text(kTextSizes.back(), '.');
  std::uint64_t digits = packed_ / kLevels;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (IsDotPlace(at)) continue;
    text[at] = static_cast<char>('0' + digits % 10);
    digits /= 10;
  }
  text.resize(kTextSizes[Index(level())]);
  return text;
}

std::optional<RegionCode> RegionCode::Parent() const {
  if (level() == RegionLevel::kProvince) return std::nullopt;
  const std::size_t above = Index(level()) - 1;
  const std::uint64_t digits = packed_ / kLevels;
  return RegionCode((digits - digits % kSpans[above]) * kLevels + above);
}

bool RegionCode::IsWithin(const RegionCode& other) const {
  return packed_ >= other.packed_ && packed_ < other.packed_end();
}

bool RegionCode::IsPacked(std::uint64_t number) {
  const std::uint64_t digits = number / kLevels;
  if (digits >= 100 * kSpans[0]) return false;
  switch (number % kLevels) {  // by constants, which is much faster than by kSpans[level]
    case 0:
      return digits % kSpans[0] == 0;
    case 1:
      return digits % kSpans[1] == 0;
    case 2:
      return digits % kSpans[2] == 0;
    default:
      return number % kLevels == 3;
  }
}

}  // namespace sinergi
