#include "services/notifications/application/subscription_operations.h"

#include "common/evidence/evidence.h"
#include "services/notifications/domain/reasons.h"
#include "services/notifications/storage/journal_store.h"
#include "services/notifications/storage/subscription_record.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::minutes kTimeToLive{10};

}  // namespace

SubscriptionOperations::SubscriptionOperations(Database& database, Changes& changes,
                                               const Clock& clock, Cache& cache)
    : database_(database), changes_(changes), clock_(clock), cache_(cache) {}

Result<std::string> SubscriptionOperations::Create(const Caller& caller,
                                                   const ChangeRequest& request, Deadline deadline,
                                                   Subscription wanted, const Answer& answer) {
  if (wanted.office != caller.office) {
    return Error::Of(reasons::kOfficeNotYours, {{"office", wanted.office}});
  }
  const Instant now = clock_.Now();
  wanted.id = SubscriptionId::Make(now);
  wanted.created = now;
  return changes_.Once(request, deadline, [&](Transaction& tx) -> Result<std::string> {
    const auto head = JournalStore::Head(tx);
    if (!head) return head.error();
    Subscription made = wanted;
    made.starts_at = head->position;
    SubscriptionStore::Insert(tx, made);
    RecordEvidence(tx, {now, caller.subject, "subscriptions.create",
                        "subscriptions/" + made.id.ToString(), ""});
    return answer(made);
  });
}

Result<Subscription> SubscriptionOperations::Get(const Caller& caller, SubscriptionId id,
                                                 Deadline deadline) const {
  auto found = Find(id, deadline);
  if (!found) return found.error();
  if (!*found || (*found)->office != caller.office) {
    return Error::Of(reasons::kSubscriptionNotFound, {{"subscription", id.ToString()}});
  }
  return **std::move(found);
}

// A subscription does not change, so what is kept of it is true until it is forgotten.
Result<std::optional<Subscription>> SubscriptionOperations::Find(SubscriptionId id,
                                                                 Deadline deadline) const {
  const std::string key = "subscription:" + id.ToString();
  const auto kept = cache_.Get(key);
  auto unpacked = kept ? UnpackSubscription(kept->bytes) : std::nullopt;
  if (unpacked) return unpacked;
  auto found = SubscriptionStore::Find(database_, deadline, id);
  if (found && *found) cache_.Put(key, {(*found)->epoch, PackSubscription(**found)}, kTimeToLive);
  return found;
}

Result<std::vector<Subscription>> SubscriptionOperations::List(const Caller& caller,
                                                               Deadline deadline,
                                                               Instant after_created,
                                                               const std::string& after_id,
                                                               std::int64_t limit) const {
  return SubscriptionStore::List(database_, deadline,
                                 {caller.office, after_created, after_id, limit});
}

}  // namespace sinergi::notifications
