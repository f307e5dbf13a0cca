#include "services/referrals/application/person_operations.h"

#include "common/evidence/evidence.h"
#include "common/logging/log.h"
#include "services/referrals/application/parties.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {

PersonOperations::PersonOperations(Database& database, const ReferralChanges& changes, Vault& vault,
                                   const Offices& offices, const Clock& clock, Metrics& metrics)
    : database_(database),
      changes_(changes),
      vault_(vault),
      persons_(vault),
      offices_(offices),
      clock_(clock),
      emergencies_(metrics.CounterOf("sinergi_glass_broken_total",
                                     "Times that a person was read without consent")) {}

Result<Person> PersonOperations::Get(const Context& context, ReferralId id) {
  const auto referral = Find(context, id);
  if (!referral) return referral.error();
  if (auto may = MayRead(context, *referral); !may) return may.error();
  const Status recorded = database_.Transact(context.deadline, [&](Transaction& tx) {
    RecordEvidence(tx, {clock_.Now(), context.caller.subject, "referrals.read_person",
                        "referrals/" + id.ToString(), ""});
    return Status::Ok();
  });
  if (!recorded) return recorded.error();
  return persons_.Find(database_, TermsOf(context), referral->data().person);
}

Result<Person> PersonOperations::BreakGlass(const Context& context, const ChangeRequest& request,
                                            ReferralId id, const Emergency& emergency) {
  const auto referral = Find(context, id);
  if (!referral) return referral.error();
  const PersonId person = referral->data().person;
  const auto tell = [&](const Referral& changed, const EventContext& about) {
    return GlassBroken(changed, emergency.reason, about);
  };
  bool first = false;  // else it is a repeat, and everybody was told
  const auto write = [&](Transaction& tx, const Referral& changed) -> Status {
    auto sealed = vault_.Seal(person.uuid, emergency.justification);
    if (!sealed) return sealed.error();
    first = true;
    BreakGlassStore::Insert(tx, {Uuid::Make(changed.data().updated), id, context.caller.subject,
                                 emergency.reason, changed.data().updated, *std::move(sealed)});
    return Status::Ok();
  };
  const Verb verb{"referrals.break_glass",
                  [](const ReferralData&, const Caller&) { return true; },
                  &reasons::kNotAParty,
                  [](Referral& changed, Instant now) {
                    changed.Note(now);
                    return Status::Ok();
                  },
                  write,
                  tell,
                  std::string(BreakGlassName(emergency.reason)),
                  Above(*referral)};
  const auto told = changes_.Take(context, request, {id, ""}, verb,
                                  [](const Referral&) { return std::string(); });
  if (!told) return told.error();
  if (first) {
    emergencies_.Add();
    Log(LogLevel::kWarning, "a person was read without consent",
        {{"caller", context.caller.subject},
         {"referral", id.ToString()},
         {"reason", std::string(BreakGlassName(emergency.reason))}});
  }
  return persons_.Find(database_, TermsOf(context), person);
}

Result<Referral> PersonOperations::Find(const Context& context, ReferralId id) const {
  auto found = ReferralStore::Find(database_, TermsOf(context), id);
  if (!found) return found.error();
  if (!*found) return ReferralNotFound(id.ToString());
  return **found;
}

Status PersonOperations::MayRead(const Context& context, const Referral& referral) const {
  const ReferralData& data = referral.data();
  const std::string reader = ViewerOf(context.caller);
  const bool sends = Is(data.sender, context.caller);
  if (sends && data.state == ReferralState::kDraft && !data.consent) return Status::Ok();
  const bool named = data.consent && data.consent->Names(reader);
  if (!sends && !Is(data.receiver, context.caller) && !named) {
    return ReferralNotFound(data.id.ToString());
  }
  return CheckConsent(data.consent, reader, PurposeOf(data.service), clock_.Now(),
                      data.reference.ToString());
}

// The offices that the two sides' offices answer to.
std::vector<std::string> PersonOperations::Above(const Referral& referral) const {
  std::vector<std::string> above;
  for (const Party* party : {&referral.data().sender, &referral.data().receiver}) {
    const Office* office = offices_.Find(party->office);
    if (office != nullptr && !office->parent.empty()) above.push_back(office->parent);
  }
  return above;
}

}  // namespace sinergi::referrals
