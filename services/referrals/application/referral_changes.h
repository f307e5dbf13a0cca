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
  bool (*is_allowed)(const ReferralData&, const Caller&);
  const Reason* refusal;  // for who sees the referral and is not allowed
  std::function<Status(Referral&, Instant)> apply;
  std::function<Status(Transaction&, const Referral& changed)> write;
  std::function<Event(const Referral&, const EventContext&)> announce;
  // For the evidence, coded; empty where the permission says it.
  std::string purpose = {};
  std::vector<std::string> also_told = {};  // offices besides those that see the referral
  bool tells_receiver_only = false;
};

// Takes a step: the referral's new state, its event and its evidence commit together, once per
// request_id (see Changes). Safe from any thread.
class ReferralChanges {
 public:
  ReferralChanges(Changes& changes, const Outbox& outbox, const DueTimes& due, const Clock& clock,
                  Cache& cache)
      : changes_(changes), outbox_(outbox), due_(due), clock_(clock), cache_(cache) {}

  // NOT_FOUND REFERRAL_NOT_FOUND also for what the caller may not see; the verb's refusal; ABORTED
  // ETAG_MISMATCH; what the verb itself says.
  Result<std::string> Take(const Context& context, const ChangeRequest& request,
                           const ReferralTarget& target, const Verb& verb,
                           const ReferralAnswer& answer) const;

 private:
  static Result<Referral> Find(Transaction& tx, const Context& context,
                               const ReferralTarget& target, const Verb& verb);
  Result<std::string> Run(Transaction& tx, const Context& context, const ReferralTarget& target,
                          const Verb& verb, const ReferralAnswer& answer, Instant now) const;

  Changes& changes_;
  const Outbox& outbox_;
  const DueTimes& due_;
  const Clock& clock_;
  const ReferralCache cache_;
};

// The error of a referral that is not there, or not for the caller to see.
Error ReferralNotFound(const std::string& referral);

// The referral, if the caller may see it; else that error.
Result<Referral> FindSeen(Database& database, const Context& context, ReferralId id);

// The same with its row locked.
Result<Referral> FindSeenForUpdate(Transaction& tx, const Context& context, ReferralId id);

}  // namespace sinergi::referrals
