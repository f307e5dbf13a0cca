#include "services/referrals/application/consent_operations.h"

#include "common/regions/regions.h"
#include "services/referrals/application/parties.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/consent_store.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {

ConsentOperations::ConsentOperations(Database& database, const ReferralChanges& changes,
                                     Vault& vault, const Clock& clock)
    : database_(database), changes_(changes), persons_(vault), clock_(clock) {}

Result<std::string> ConsentOperations::Record(const Context& context, const ChangeRequest& request,
                                              const ReferralTarget& target, const NewConsent& terms,
                                              const ReferralAnswer& answer) {
  std::optional<Consent> former;
  const Verb verb{"consents.record",
                  IsParty,
                  &reasons::kNotAParty,
                  [&](Referral& referral, Instant now) {
                    const ReferralData& data = referral.data();
                    former = data.consent;
                    referral.RecordConsent(ConsentOf(terms, data.sender, data.receiver, now), now);
                    return Status::Ok();
                  },
                  [&](Transaction& tx, const Referral& referral) -> Status {
                    const ReferralData& data = referral.data();
                    const auto person = persons_.Find(tx, data.person);
                    if (!person) return person.error();
                    const auto today = LocalDay(clock_.Now(), Regions::ZoneOf(data.region));
                    if (auto sound = CheckGiver(terms.giver, *person, today); !sound) return sound;
                    if (former) ConsentStore::Insert(tx, data.id, *former);
                    return Status::Ok();
                  },
                  ConsentRecorded,
                  "",
                  {}};
  return changes_.Take(context, request, target, verb, answer);
}

Result<std::string> ConsentOperations::Revoke(const Context& context, const ChangeRequest& request,
                                              const ReferralTarget& target,
                                              ConsentRevocation reason,
                                              const ReferralAnswer& answer) {
  const Verb verb{
      "consents.revoke",
      IsParty,
      &reasons::kNotAParty,
      [&](Referral& referral, Instant now) { return referral.RevokeConsent(reason, now); },
      [](Transaction&, const Referral&) { return Status::Ok(); },
      ConsentRevoked,
      reason == ConsentRevocation::kWithdrawn ? "WITHDRAWN" : "RECORDED_IN_ERROR",
      {}};
  return changes_.Take(context, request, target, verb, answer);
}

Result<std::vector<Consent>> ConsentOperations::List(const Context& context, ReferralId id,
                                                     std::int64_t before, std::int64_t limit) {
  const Terms terms = TermsOf(context);
  const auto referral = ReferralStore::Find(database_, terms, id);
  if (!referral) return referral.error();
  if (!*referral) return ReferralNotFound(id.ToString());
  auto consents = ConsentStore::List(database_, terms, id, before, limit);
  if (!consents) return consents.error();
  const auto& latest = (*referral)->data().consent;
  if (!latest || latest->version >= before) return consents;
  consents->insert(consents->begin(), *latest);
  if (std::ssize(*consents) > limit) consents->pop_back();
  return consents;
}

}  // namespace sinergi::referrals
