#pragma once

#include <functional>
#include <string>

#include "common/outbox/changes.h"
#include "common/outbox/outbox.h"
#include "services/referrals/application/context.h"
#include "services/referrals/application/due_times.h"
#include "services/referrals/application/referral_cache.h"
#include "services/referrals/messaging/referral_events.h"

namespace sinergi::referrals {

// Which referral a verb is about, and the etag that it must have unless that is empty.
struct ReferralTarget {
  ReferralId id;
  std::string etag;
};

// What a change answers with, serialised.
using ReferralAnswer = std::function<std::string(const Referral&)>;

// One step of a referral's life: who may take it, what it does, what it writes and announces.
struct Verb {
  std::string permission;
  std::function<bool(const ReferralData&, const Caller&)> is_allowed;
  const Reason* refusal;  // for who sees the referral and is not allowed
  std::function<Status(Referral&, Instant)> apply = {};  // or prepare, where it reads first
  std::function<Status(Transaction&, const Referral& changed)> write;
  std::function<Event(const Referral&, const EventContext&)> announce;
  // For the evidence, coded; empty where the permission says it.
  std::string purpose = {};
  std::vector<std::string> also_told = {};  // offices besides those that see the referral
  bool tells_receiver_only = false;         // of an offer, who is asked
  std::function<Status(Transaction&, Referral&, Instant)> prepare = {};
  bool waits = true;  // for who is changing the referral; else REFERRAL_CONTESTED
};

// Takes a step: the referral's new state, its event and its evidence commit together, once per
// request_id (see Changes). Safe from any thread.
class ReferralChanges {
 public:
  ReferralChanges(Changes& changes, const Outbox& outbox, const DueTimes& due,
                  const Offices& offices, const Clock& clock, Cache& cache)
      : changes_(changes),
        outbox_(outbox),
        due_(due),
        offices_(offices),
        clock_(clock),
        cache_(cache) {}

  // NOT_FOUND REFERRAL_NOT_FOUND also for what the caller may not see; the verb's refusal; ABORTED
  // ETAG_MISMATCH; ABORTED REFERRAL_CONTESTED of a verb that does not wait; what the verb itself
  // says.
  Result<std::string> Take(const Context& context, const ChangeRequest& request,
                           const ReferralTarget& target, const Verb& verb,
                           const ReferralAnswer& answer) const;

 private:
  static Result<Referral> Find(Transaction& tx, const Context& context,
                               const ReferralTarget& target, const Verb& verb);
  static Result<std::vector<std::string>> Told(Transaction& tx, const Referral& before,
                                               const Referral& after, const Verb& verb);
  Result<std::string> Run(Transaction& tx, const Context& context, const ReferralTarget& target,
                          const Verb& verb, const ReferralAnswer& answer, Instant now) const;

  Changes& changes_;
  const Outbox& outbox_;
  const DueTimes& due_;
  const Offices& offices_;
  const Clock& clock_;
  const ReferralCache cache_;
};

// The error of a referral that is not there, or not for the caller to see.
Error ReferralNotFound(const std::string& referral);

// The referral, if the caller may see it; else that error.
Result<Referral> FindSeen(Database& database, const Context& context, ReferralId id);

// The same with its row locked, and with its candidates while it is offered. ABORTED
// REFERRAL_CONTESTED when somebody else has it locked and this one does not wait.
Result<Referral> FindSeenForUpdate(Transaction& tx, const Context& context, ReferralId id,
                                   bool waits = true);

}  // namespace sinergi::referrals
