#include "services/referrals/application/person_operations.h"

#include "common/evidence/evidence.h"
#include "common/logging/log.h"
#include "services/referrals/application/person_access.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/session_store.h"

namespace sinergi::referrals {
namespace {

const std::string kBreakGlass = "referrals.break_glass";

}  // namespace

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

// The row is locked until the record commits, so that a revocation comes before or after.
Result<Person> PersonOperations::Get(const Context& context, ReferralId id, Purpose purpose) {
  PersonId person;
  const Status recorded = database_.Transact(TermsOf(context), [&](Transaction& tx) -> Status {
    const auto referral = FindSeenForUpdate(tx, context, id);
    if (!referral) return referral.error();
    const Instant now = clock_.Now();
    if (auto may = MayReadPerson(context, *referral, now); !may) return may;
    person = referral->data().person;
    Record(tx, context, id, "referrals.read_person", purpose == Purpose::kLetter ? "LETTER" : "",
           now);
    return Status::Ok();
  });
  if (!recorded) return recorded.error();
  auto opened = persons_.Find(database_, TermsOf(context), person);
  if (!opened) return opened;
  // Everybody has a name: whoever has none was taken from the caller's sight meanwhile.
  if (opened->name.empty()) return ReferralNotFound(id.ToString());
  if (purpose == Purpose::kLetter) return opened;
  const auto sealed = SessionStore::ListSealed(database_, TermsOf(context), id);
  if (!sealed) return sealed.error();
  for (const std::string& words : *sealed) {
    auto note = vault_.Open(person.uuid, words);
    if (!note) return note.error();
    opened->session_notes.push_back(*std::move(note));
  }
  return opened;
}

Result<Person> PersonOperations::BreakGlass(const Context& context, const ChangeRequest& request,
                                            ReferralId id, const Emergency& emergency) {
  const auto referral = FindSeen(database_, context, id);
  if (!referral) return referral.error();
  const PersonId person = referral->data().person;
  const std::string reason(BreakGlassName(emergency.reason));
  bool told = false;  // now; a repeat tells nobody anew
  const auto write = [&](Transaction& tx, const Referral& changed) -> Status {
    // First, because sealing would give somebody who was forgotten a new key.
    if (auto known = persons_.Find(tx, person); !known) return known.error();
    auto sealed = vault_.Seal(person.uuid, emergency.justification);
    if (!sealed) return sealed.error();
    BreakGlassStore::Insert(tx, {Uuid::Make(changed.data().updated), id, context.caller.subject,
                                 emergency.reason, changed.data().updated, *std::move(sealed)});
    told = true;
    return Status::Ok();
  };
  const Verb verb{.permission = kBreakGlass,
                  .is_allowed = [](const ReferralData&, const Caller&) { return true; },
                  .refusal = &reasons::kNotAParty,  // never: who sees the referral is allowed
                  .apply =
                      [](Referral& changed, Instant now) {
                        changed.Note(now);
                        return Status::Ok();
                      },
                  .write = write,
                  .announce =
                      [&](const Referral& changed, const EventContext& about) {
                        return GlassBroken(changed, emergency.reason, about);
                      },
                  .purpose = reason,
                  .also_told = Above(*referral)};
  const auto done = changes_.Take(context, request, {id, ""}, verb,
                                  [](const Referral&) { return std::string(); });
  if (!done) return done.error();
  if (auto recorded = RecordRepeat(context, id, reason, told); !recorded) return recorded.error();
  emergencies_.Add();
  Log(LogLevel::kWarning, "a person was read without consent",
      {{"caller", context.caller.subject}, {"referral", id.ToString()}, {"reason", reason}});
  return persons_.Find(database_, TermsOf(context), person);
}

// Each reading has its record, also one that repeats a call.
Status PersonOperations::RecordRepeat(const Context& context, ReferralId id,
                                      const std::string& reason, bool told) {
  if (told) return Status::Ok();
  return database_.Transact(context.deadline, [&](Transaction& tx) {
    Record(tx, context, id, kBreakGlass, reason, clock_.Now());
    return Status::Ok();
  });
}

void PersonOperations::Record(Transaction& tx, const Context& context, ReferralId id,
                              const std::string& action, const std::string& purpose, Instant now) {
  RecordEvidence(tx, {now, context.caller.subject, action, "referrals/" + id.ToString(), purpose});
}

// The offices that the two sides' offices answer to; the receiver's knows nothing of a draft.
std::vector<std::string> PersonOperations::Above(const Referral& referral) const {
  const ReferralData& data = referral.data();
  std::vector<const Party*> sides{&data.sender};
  if (data.sent) sides.push_back(&data.receiver);
  std::vector<std::string> above;
  for (const Party* party : sides) {
    const Office* office = offices_.Find(party->office);
    if (office != nullptr && !office->parent.empty()) above.push_back(office->parent);
  }
  return above;
}

}  // namespace sinergi::referrals
