#pragma once

#include <array>
#include <string_view>

namespace sinergi::notifications {

// The types that tell of a consent itself. Their events are never withheld.
inline constexpr std::string_view kConsentRevoked = "id.go.bnn.sinergi.referrals.v1.ConsentRevoked";
inline constexpr std::string_view kConsentRecorded =
    "id.go.bnn.sinergi.referrals.v1.ConsentRecorded";
inline constexpr std::string_view kGlassBroken = "id.go.bnn.sinergi.referrals.v1.GlassBroken";
inline constexpr std::array kNeverWithheld{kConsentRevoked, kConsentRecorded, kGlassBroken};

// What all types of referrals' events begin with.
inline constexpr std::string_view kReferralTypes = "id.go.bnn.sinergi.referrals.";

// What an event means for the other events of its subject.
enum class Withholding {
  kNone,    // it is withheld itself while its subject is
  kBegins,  // from now on they are withheld, the earlier ones too
  kEnds,    // later ones are not withheld any more; the earlier ones stay so
  kExempt,  // nothing, and it is not withheld itself
};
Withholding WithholdingOf(std::string_view type);

}  // namespace sinergi::notifications
