#include "services/referrals/application/consent_terms.h"

#include "common/result/reasons.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {

std::vector<std::string> SidesOf(const ReferralData& data) {
  std::vector<std::string> sides{ActorOf(data.sender)};
  if (data.receiver.facility) sides.push_back(ActorOf(data.receiver));
  for (const Candidate& candidate : data.candidates) sides.push_back(ActorOf(candidate.party));
  return sides;
}

Result<Consent> ConsentOf(const NewConsent& terms, const std::vector<std::string>& sides,
                          Instant now) {
  const Instant latest = now + terms.longest;
  const Instant expires = terms.expires.value_or(latest);
  if (expires <= now || expires > latest) {
    return Error::Invalid({{"consent.expire_time",
                            &::sinergi::reasons::kValueOutOfRange,
                            {{"value", FormatRfc3339(expires)},
                             {"least", FormatRfc3339(now)},
                             {"most", FormatRfc3339(latest)}}}});
  }
  auto parties = terms.parties;
  if (parties.empty()) parties = sides;
  return Consent{1,   terms.purpose, terms.giver,  terms.form,  std::move(parties),
                 now, expires,       std::nullopt, std::nullopt};
}

Status CheckParties(Transaction& tx, const NewConsent& terms) {
  const std::string prefix = FacilityActor("");
  std::vector<FacilityId> ids;
  for (const std::string& party : terms.parties) {
    if (!party.starts_with(prefix)) continue;
    ids.push_back(FacilityId::Parse(party.substr(prefix.size())).value_or(FacilityId()));
  }
  const auto found = FacilityStore::FindEach(tx, ids);
  if (!found) return found.error();
  std::vector<FieldViolation> unknown;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if ((*found)[i]) continue;
    unknown.push_back(
        {"consent.facility_ids", &reasons::kConsentPartyUnknown, {{"party", ids[i].ToString()}}});
  }
  return unknown.empty() ? Status::Ok() : Status(Error::Invalid(std::move(unknown)));
}

Status CheckGiver(ConsentGiver giver, const Person& person, std::chrono::sys_days today) {
  const bool own_of_minor =
      giver == ConsentGiver::kPerson && person.birth_date && IsMinor(*person.birth_date, today);
  if (!own_of_minor) return Status::Ok();
  return Error::Invalid({{"consent.giver", &reasons::kConsentNeedsGuardian, {}}});
}

}  // namespace sinergi::referrals
