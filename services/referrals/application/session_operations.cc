#include "services/referrals/application/session_operations.h"

#include "services/referrals/application/parties.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/session_store.h"

namespace sinergi::referrals {

Result<std::string> SessionOperations::Record(const Context& context, const ChangeRequest& request,
                                              const ReferralTarget& target, const Session& session,
                                              const std::string& note,
                                              const ReferralAnswer& answer) {
  const auto write = [&](Transaction& tx, const Referral& changed) -> Status {
    const ReferralData& data = changed.data();
    std::optional<std::string> sealed;
    if (!note.empty()) {
      // First, because sealing would give somebody who was forgotten a new key.
      if (auto known = persons_.Find(tx, data.person); !known) return known.error();
      auto words = persons_.SealNote(data.person, note);
      if (!words) return words.error();
      sealed = *std::move(words);
    }
    SessionStore::Insert(tx, data.id, data.sessions, session, sealed);
    return Status::Ok();
  };
  const Verb verb{
      .permission = "referrals.record_session",
      .is_allowed = IsReceiver,
      .refusal = &reasons::kNotTheReceiver,
      .apply = [](Referral& referral, Instant now) { return referral.CountSession(now); },
      .write = write,
      .announce =
          [&](const Referral& referral, const EventContext& about) {
            return SessionRecorded(referral, session, about);
          }};
  return changes_.Take(context, request, target, verb, answer);
}

Result<std::vector<Session>> SessionOperations::List(const Context& context, ReferralId id) {
  if (const auto seen = FindSeen(database_, context, id); !seen) return seen.error();
  return SessionStore::List(database_, TermsOf(context), id);
}

}  // namespace sinergi::referrals
