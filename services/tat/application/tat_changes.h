#pragma once

#include <functional>
#include <string>

#include "common/outbox/changes.h"
#include "common/outbox/outbox.h"
#include "common/time/clock.h"
#include "services/tat/application/tat_context.h"

namespace sinergi::tat {

// Which request a verb is about, and the etag that it must have unless that is empty.
struct TatTarget {
  TatRequestId id;
  std::string etag;
};

// What a change answers with, serialised.
using TatAnswer = std::function<std::string(const TatRequest&)>;

// One change of a request: who may make it, what it does and writes, and what it announces.
struct TatVerb {
  std::string permission;
  std::function<bool(const TatRequestData&, const TatContext&)> is_allowed;
  const Reason* refusal;  // for who sees the request and is not allowed
  std::function<Status(TatRequest&, Instant)> apply;
  std::function<Status(Transaction&, const TatRequest& changed)> write = {};  // may be empty
  std::function<Event(const TatRequest&)> announce;
};

// Makes a change: the request's new state, its event and its evidence commit together, once per
// request_id (see Changes). Safe from any thread.
class TatChanges {
 public:
  TatChanges(Changes& changes, const Outbox& outbox, const Clock& clock)
      : changes_(changes), outbox_(outbox), clock_(clock) {}

  // NOT_FOUND TAT_REQUEST_NOT_FOUND also for what the caller may not see; the verb's refusal;
  // ABORTED ETAG_MISMATCH; what the verb itself says.
  Result<std::string> Take(const TatContext& context, const ChangeRequest& request,
                           const TatTarget& target, const TatVerb& verb,
                           const TatAnswer& answer) const;

 private:
  Result<std::string> Run(Transaction& tx, const TatContext& context, const TatTarget& target,
                          const TatVerb& verb, const TatAnswer& answer) const;

  Changes& changes_;
  const Outbox& outbox_;
  const Clock& clock_;
};

// The error of a request that is not there, or not for the caller to see.
Error TatRequestNotFound(const std::string& request);

// The request with its row locked, if the caller may see it.
Result<TatRequest> FindSeenForUpdate(Transaction& tx, const TatContext& context, TatRequestId id);

}  // namespace sinergi::tat
