#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/ids/uuid.h"

namespace sinergi::referrals {

// A referral's short name: "RJ-7K3M-9Q2F" (common/ids/short_reference.h).
class ReferralReference {
 public:
  // From the random bits of an identifier.
  static ReferralReference Make(const Uuid& random);

  // As ParseShortReference does.
  static std::optional<ReferralReference> Parse(std::string_view text);

  const std::string& ToString() const { return text_; }
  bool operator==(const ReferralReference&) const = default;

 private:
  explicit ReferralReference(std::string text) : text_(std::move(text)) {}

  std::string text_;
};

}  // namespace sinergi::referrals
