#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/time/instant.h"

namespace sinergi {

// A 128-bit identifier (RFC 9562). Its order says nothing about the order of events.
class Uuid {
 public:
  Uuid() = default;  // all zero
  explicit Uuid(const std::array<std::uint8_t, 16>& bytes) : bytes_(bytes) {}

  // A version 7 identifier made at `now`, its other 74 bits from the system's random source.
  static Uuid Make(Instant now);

  // Reads the 36-character form, upper or lower case; nothing else is accepted.
  static std::optional<Uuid> Parse(std::string_view text);

  std::string ToString() const;  // lower case, with hyphens
  bool IsZero() const { return *this == Uuid(); }
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }

  auto operator<=>(const Uuid&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

// An identifier that cannot be taken for one of another kind: using ReferralId = Id<struct
// ReferralTag>.
template <class Tag>
struct Id {
  Uuid uuid;

  static Id Make(Instant now) { return {Uuid::Make(now)}; }
  static std::optional<Id> Parse(std::string_view text) {
    const auto uuid = Uuid::Parse(text);
    return uuid ? std::optional<Id>(Id{*uuid}) : std::nullopt;
  }
  std::string ToString() const { return uuid.ToString(); }
  auto operator<=>(const Id&) const = default;
};

}  // namespace sinergi
