#include "services/referrals/application/consent_operations.h"

#include <algorithm>

#include "common/regions/regions.h"
#include "services/referrals/application/parties.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/consent_store.h"

namespace sinergi::referrals {

ConsentOperations::ConsentOperations(Database& database, const ReferralChanges& changes,
                                     Vault& vault, const Clock& clock)
    : database_(database), changes_(changes), persons_(vault), clock_(clock) {}

Result<std::string> ConsentOperations::Record(const Context& context, const ChangeRequest& request,
                                              const ReferralTarget& target, const NewConsent& terms,
                                              const ReferralAnswer& answer) {
  std::optional<Consent> former;
  const Verb verb{.permission = "consents.record",
                  .is_allowed = IsParty,
                  .refusal = &reasons::kNotAParty,
                  .apply =
                      [&](Referral& referral, Instant now) {
                        const ReferralData& data = referral.data();
                        auto given = ConsentOf(terms, SidesOf(data), now);
                        if (!given) return Status(given.error());
                        former = data.consent;
                        referral.RecordConsent(*std::move(given), now);
                        return Status::Ok();
                      },
                  .write = [&](Transaction& tx, const Referral& referral) -> Status {
                    if (auto known = CheckParties(tx, terms); !known) return known;
                    if (auto sound = CheckOwn(tx, referral, terms.giver); !sound) return sound;
                    if (former) ConsentStore::Insert(tx, referral.data().id, *former);
                    return Status::Ok();
                  },
                  .announce = ConsentRecorded};
  return changes_.Take(context, request, target, verb, answer);
}

// Who is a minor does not consent themselves. Only then is anything of the person looked at.
Status ConsentOperations::CheckOwn(Transaction& tx, const Referral& referral, ConsentGiver giver) {
  if (giver != ConsentGiver::kPerson) return Status::Ok();
  const auto person = persons_.Find(tx, referral.data().person);
  if (!person) return person.error();
  const TimeZone zone = Regions::ZoneOf(referral.data().region);
  return CheckGiver(giver, *person, LocalDay(clock_.Now(), zone));
}

Result<std::string> ConsentOperations::Revoke(const Context& context, const ChangeRequest& request,
                                              const ReferralTarget& target,
                                              ConsentRevocation reason,
                                              const ReferralAnswer& answer) {
  const Verb verb{
      .permission = "consents.revoke",
      .is_allowed = IsParty,
      .refusal = &reasons::kNotAParty,
      .apply = [&](Referral& referral, Instant now) { return referral.RevokeConsent(reason, now); },
      .write = [](Transaction&, const Referral&) { return Status::Ok(); },
      .announce = ConsentRevoked,
      .purpose = reason == ConsentRevocation::kWithdrawn ? "WITHDRAWN" : "RECORDED_IN_ERROR"};
  return changes_.Take(context, request, target, verb, answer);
}

Result<std::vector<Consent>> ConsentOperations::List(const Context& context, ReferralId id,
                                                     std::int64_t before, std::int64_t limit) {
  const Terms terms = TermsOf(context);
  const auto referral = FindSeen(database_, context, id);
  if (!referral) return referral.error();
  if (referral->data().offered_to > 0 && !IsSender(referral->data(), context.caller)) {
    return Error::Of(reasons::kNotTheSender,
                     {{"reference", referral->data().reference.ToString()}});
  }
  const auto& latest = referral->data().consent;
  const std::int64_t newest = latest ? latest->version : 0;
  auto consents = ConsentStore::List(database_, terms, id, std::min(before, newest), limit);
  if (!consents) return consents.error();
  if (!latest || newest >= before) return consents;
  consents->insert(consents->begin(), *latest);
  if (std::ssize(*consents) > limit) consents->pop_back();
  return consents;
}

}  // namespace sinergi::referrals
