#include "services/referrals/domain/referral_reference.h"

#include "common/ids/short_reference.h"

namespace sinergi::referrals {
namespace {

constexpr std::string_view kPrefix = "RJ";

}  // namespace

ReferralReference ReferralReference::Make(const Uuid& random) {
  return ReferralReference(MakeShortReference(kPrefix, random));
}

std::optional<ReferralReference> ReferralReference::Parse(std::string_view text) {
  auto written = ParseShortReference(kPrefix, text);
  if (!written) return std::nullopt;
  return ReferralReference(*std::move(written));
}

}  // namespace sinergi::referrals
