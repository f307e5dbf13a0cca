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

// Whether it may be that instant is seen when the consent is given: see ConsentOf.
std::optional<Instant> CheckedEnd(FieldChecks& checks, const v1::NewConsent& proto) {
  if (!proto.has_expire_time()) return std::nullopt;
  const auto end = FromTimestamp(proto.expire_time());
  if (!end) {
    checks.Violated("consent.expire_time", ::sinergi::reasons::kFieldMalformed,
                    {{"form", kTimestampForm}});
  }
  return end;
}

}  // namespace

std::optional<NewConsent> CheckedConsent(FieldChecks& checks, const v1::NewConsent& proto,
                                         const ConsentRules& rules) {
  const auto purpose = CheckedEnum(checks, "consent.purpose", proto.purpose(), kConsentPurposes);
  const auto giver = CheckedEnum(checks, "consent.giver", proto.giver(), kConsentGivers);
  const auto form = CheckedEnum(checks, "consent.form", proto.form(), kConsentForms);
  auto parties = CheckedParties(checks, proto, rules.offices);
  const auto end = CheckedEnd(checks, proto);
  if (!purpose || !giver || !form) return std::nullopt;
  return NewConsent{static_cast<ConsentPurpose>(*purpose),
                    static_cast<ConsentGiver>(*giver),
                    static_cast<ConsentForm>(*form),
                    std::move(parties),
                    end,
                    rules.longest};
}

}  // namespace sinergi::referrals
