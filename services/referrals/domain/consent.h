#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.h"
#include "common/time/instant.h"
#include "services/referrals/domain/facility.h"

namespace sinergi::referrals {

// The numbers are stored and go over the wire: they never change.
enum class ConsentPurpose { kCare = 1, kAftercare = 2 };
inline constexpr int kConsentPurposes = 2;

enum class ConsentGiver { kPerson = 1, kParent = 2, kGuardian = 3 };
inline constexpr int kConsentGivers = 3;

enum class ConsentForm { kWritten = 1, kRecorded = 2 };
inline constexpr int kConsentForms = 2;

enum class ConsentRevocation { kWithdrawn = 1, kRecordedInError = 2 };
inline constexpr int kConsentRevocations = 2;

enum class BreakGlassReason { kDangerToPerson = 1, kDangerToOthers = 2, kLegalOrder = 3 };
inline constexpr int kBreakGlassReasons = 3;

std::string_view BreakGlassName(BreakGlassReason reason);  // "DANGER_TO_PERSON"

// The purpose that a consent must have for somebody to be referred to this service.
ConsentPurpose PurposeOf(FacilityService service);

// What somebody, or who decides for them, consented to. It ends by itself or is revoked, and a new
// one is a new version; nothing of an old one changes.
struct Consent {
  std::int64_t version = 1;  // counts the consents of one referral
  ConsentPurpose purpose;
  ConsentGiver giver;
  ConsentForm form;
  std::vector<std::string> parties;  // who may read: "office:<code>" or "facility:<id>"
  Instant given;
  Instant expires;
  std::optional<Instant> revoked;
  std::optional<ConsentRevocation> revocation;

  bool Names(const std::string& party) const;
  bool operator==(const Consent&) const = default;
};

// Whether `consent` lets `party` use the person's data for `purpose` at `now`: PERMISSION_DENIED
// CONSENT_MISSING, CONSENT_REVOKED, CONSENT_EXPIRED or CONSENT_NOT_FOR_YOU, each naming the
// referral as `reference` says. Law 27/2022 on personal data, articles 20 and 22.
Status CheckConsent(const std::optional<Consent>& consent, const std::string& party,
                    ConsentPurpose purpose, Instant now, const std::string& reference);

}  // namespace sinergi::referrals
