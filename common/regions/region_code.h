#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sinergi {

enum class RegionLevel { kProvince, kRegency, kDistrict, kVillage };

// An official area code in Kemendagri's form PP.RR.KK.VVVV, cut at its level: "19", "19.04",
// "19.04.02", "19.04.02.2020". Well formed by construction; whether it exists, Regions tells.
class RegionCode {
 public:
  // Reads exactly that form; nothing else is accepted (no spaces, no missing dots).
  static std::optional<RegionCode> Parse(std::string_view text);

  // Of the number that packed() gave.
  static RegionCode FromPacked(std::uint64_t packed) { return RegionCode(packed); }

  RegionLevel level() const { return static_cast<RegionLevel>(packed_ % kLevels); }
  std::string ToString() const;

  // The next larger area; none above a province.
  std::optional<RegionCode> Parent() const;

  // Whether this is `other` or lies in it, as the codes say.
  bool IsWithin(const RegionCode& other) const;

  // Ten digits with the level behind; sorts every area directly before what lies in it.
  std::uint64_t packed() const { return packed_; }

  // What lies in this area, itself included, has packed() from its own up to before this.
  std::uint64_t packed_end() const {
    return (packed_ / kLevels + kSpans[packed_ % kLevels]) * kLevels;
  }

  // Whether packed() of some code is this number.
  static bool IsPacked(std::uint64_t number);

  auto operator<=>(const RegionCode&) const = default;

 private:
  // packed_ is the ten digits and, as an eleventh, the level.
  static constexpr std::uint64_t kLevels = 10;

  // By level: how many ten-digit numbers one area covers.
  static constexpr std::array<std::uint64_t, 4> kSpans{100'000'000, 1'000'000, 10'000, 1};

  explicit RegionCode(std::uint64_t packed) : packed_(packed) {}

  std::uint64_t packed_;
};

}  // namespace sinergi
