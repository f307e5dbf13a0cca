#include "services/referrals/api/consent_proto.h"

#include "common/result/reasons.h"
#include "common/timestamps/timestamps.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr int kMostParties = 20;

std::vector<std::string> CheckedParties(FieldChecks& checks, const v1::NewConsent& proto,
                                        const Offices& offices) {
  std::vector<std::string> parties;
  const int count = proto.facility_ids_size() + proto.offices_size();
  if (count > kMostParties) {
    checks.Violated("consent.facility_ids", ::sinergi::reasons::kTooManyValues,
                    {{"count", std::to_string(count)}, {"limit", std::to_string(kMostParties)}});
    return parties;
  }
  for (int i = 0; i < proto.facility_ids_size(); ++i) {
    const std::string field = "consent.facility_ids[" + std::to_string(i) + "]";
    const auto id = checks.RequiredId<FacilityId>(field, proto.facility_ids(i));
    parties.push_back(FacilityActor(id.ToString()));
  }
  for (int i = 0; i < proto.offices_size(); ++i) {
    const std::string& code = proto.offices(i);
    if (offices.Find(code) == nullptr) {
      checks.Violated("consent.offices[" + std::to_string(i) + "]", reasons::kConsentPartyUnknown,
                      {{"party", code}});
    }
    parties.push_back(OfficeActor(code));
  }
  return parties;
}

Instant CheckedEnd(FieldChecks& checks, const v1::NewConsent& proto, const ConsentRules& rules) {
  const Instant latest = rules.now + rules.longest;
  if (!proto.has_expire_time()) return latest;
  const auto end = FromTimestamp(proto.expire_time());
  if (end && *end > rules.now && *end <= latest) return *end;
  checks.Violated("consent.expire_time", ::sinergi::reasons::kValueOutOfRange,
                  {{"value", end ? FormatRfc3339(*end) : "?"},
                   {"least", FormatRfc3339(rules.now)},
                   {"most", FormatRfc3339(latest)}});
  return latest;
}

}  // namespace

std::optional<NewConsent> CheckedConsent(FieldChecks& checks, const v1::NewConsent& proto,
                                         const ConsentRules& rules) {
  const auto purpose = CheckedEnum(checks, "consent.purpose", proto.purpose(), kConsentPurposes);
  const auto giver = CheckedEnum(checks, "consent.giver", proto.giver(), kConsentGivers);
  const auto form = CheckedEnum(checks, "consent.form", proto.form(), kConsentForms);
  auto parties = CheckedParties(checks, proto, rules.offices);
  const Instant end = CheckedEnd(checks, proto, rules);
  if (!purpose || !giver || !form) return std::nullopt;
  return NewConsent{static_cast<ConsentPurpose>(*purpose), static_cast<ConsentGiver>(*giver),
                    static_cast<ConsentForm>(*form), std::move(parties), end};
}

}  // namespace sinergi::referrals
