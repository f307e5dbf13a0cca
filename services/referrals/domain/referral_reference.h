#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/ids/uuid.h"

namespace sinergi::referrals {

// A referral's short name, made to be read over a telephone: "RJ-7K3M-9Q2F". Seven characters of
// Crockford's base 32 and a check character (Luhn mod 32) that finds every single wrong character
// and nearly every swap of two neighbours.
class ReferralReference {
 public:
  // From the random bits of an identifier.
  static ReferralReference Make(const Uuid& random);

  // Upper or lower case, with or without hyphens and prefix; I and L are read as 1, O as 0.
  static std::optional<ReferralReference> Parse(std::string_view text);

  const std::string& ToString() const { return text_; }
  bool operator==(const ReferralReference&) const = default;

 private:
  explicit ReferralReference(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace sinergi::referrals
