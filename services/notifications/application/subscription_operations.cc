#include "services/notifications/application/subscription_operations.h"

#include <algorithm>

#include "common/evidence/evidence.h"
#include "common/result/reasons.h"
#include "services/notifications/application/subscription_directory.h"
#include "services/notifications/domain/programmes.h"
#include "services/notifications/domain/reasons.h"
#include "services/notifications/storage/delivery_store.h"
#include "services/notifications/storage/journal_store.h"
#include "services/notifications/storage/subscription_record.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::minutes kTimeToLive{10};

constexpr const char* kItself = "sinergi-notifications";  // in evidence

std::string KeyOf(SubscriptionId id) { return "subscription:" + id.ToString(); }

std::string ResourceOf(SubscriptionId id) { return "subscriptions/" + id.ToString(); }

Error NotFound(SubscriptionId id) {
  return Error::Of(reasons::kSubscriptionNotFound, {{"subscription", id.ToString()}});
}

bool IsOf(const Subscription& subscription, const Caller& caller) {
  if (!subscription.office.empty()) return subscription.office == caller.office;
  return !subscription.agency.empty() && subscription.agency == caller.agency;
}

Status CheckOwner(const Subscription& wanted, const Caller& caller) {
  if (IsOf(wanted, caller)) return Status::Ok();
  if (!wanted.office.empty()) {
    return Error::Of(reasons::kOfficeNotYours, {{"office", wanted.office}});
  }
  return Error::Of(reasons::kAgencyNotYours, {{"agency", wanted.agency}});
}

// A partner agency is told of programmes; what it names beyond is refused rather than left out.
Status CheckTypes(Subscription& wanted) {
  if (!wanted.office.empty()) return Status::Ok();
  for (const EventPattern& pattern : wanted.event_types) {
    if (IsOfProgramme(pattern.text())) continue;
    return Error::Of(reasons::kEventTypeNotYours, {{"type", pattern.text()}});
  }
  return Status::Ok();
}

// The head stays locked, so nothing that the count begins before is pruned meanwhile.
Result<std::int64_t> PositionOf(Transaction& tx, const CountStart& start, std::int64_t unchanged) {
  const auto head = JournalStore::LockHead(tx);
  if (!head) return head.error();
  switch (start.kind) {
    case CountStart::Kind::kNow:
      return head->position;
    case CountStart::Kind::kBeginning:
      return head->pruned;
    case CountStart::Kind::kTime: {
      const auto position = JournalStore::PositionBefore(tx, start.time);
      if (!position) return position.error();
      return std::max(*position, head->pruned);
    }
    case CountStart::Kind::kUnchanged:
      break;
  }
  return std::max(unchanged, head->pruned);
}

}  // namespace

std::string EtagOf(const Subscription& subscription) {
  return std::to_string(subscription.version);
}

SubscriptionOperations::SubscriptionOperations(const Use& use) : use_(use) {}

Result<std::string> SubscriptionOperations::Create(const Caller& caller,
                                                   const ChangeRequest& request, Deadline deadline,
                                                   Subscription wanted, const CountStart& start,
                                                   const Answer& answer) {
  if (auto allowed = CheckOwner(wanted, caller); !allowed) return allowed.error();
  if (auto allowed = CheckTypes(wanted); !allowed) return allowed.error();
  const Instant now = use_.clock.Now();
  wanted.id = SubscriptionId::Make(now);
  wanted.created = now;
  wanted.updated = now;
  if (wanted.webhook) wanted.state = SubscriptionState::kUnverified;
  auto answered = use_.changes.Once(request, deadline, [&](Transaction& tx) -> Result<std::string> {
    const auto version = SubscriptionStore::NextVersion(tx);
    if (!version) return version.error();
    const CountStart from =
        start.kind == CountStart::Kind::kUnchanged ? CountStart{CountStart::Kind::kNow} : start;
    const auto position = PositionOf(tx, from, 0);
    if (!position) return position.error();
    Subscription made = wanted;
    made.starts_at = *position;
    made.version = *version;
    SubscriptionStore::Insert(tx, made);
    if (made.webhook) use_.secrets.Renew(tx, made.id, now, {});
    RecordEvidence(tx, {now, caller.subject, "subscriptions.create", ResourceOf(made.id), ""});
    return answer(made);
  });
  if (answered) use_.announcer.Announce(kSubscriptionsChannel);
  return answered;
}

Result<std::string> SubscriptionOperations::Update(const Target& target, const Edit& edit,
                                                   const CountStart& start, const Answer& answer) {
  return Change(target, "subscriptions.update", edit, start, answer);
}

Result<std::string> SubscriptionOperations::SetState(const Target& target, SubscriptionState state,
                                                     const std::string& action,
                                                     const Answer& answer) {
  const auto edit = [state](const Subscription& before) -> Result<Subscription> {
    Subscription after = before;
    after.state = state;
    const bool unproven = after.webhook && !after.webhook->verified;
    if (state != SubscriptionState::kDeleted && unproven) {
      return Error::Of(reasons::kEndpointUnverified, {{"url", after.webhook->url}});
    }
    return after;
  };
  if (state != SubscriptionState::kDeleted) return Change(target, action, edit, {}, answer);
  return Change(target, action, edit, {}, answer,
                [now = use_.clock.Now()](Transaction& tx, const auto& deleted) {
                  DeliveryStore::DeleteLines(tx, deleted.id);
                  DeliveryStore::DeleteWaiting(tx, deleted.id);
                  WebhookSecretStore::Expire(tx, deleted.id, now);
                  WebhookSecretStore::DeleteExpired(tx, deleted.id, now);
                  return Status::Ok();
                });
}

Result<std::string> SubscriptionOperations::Change(const Target& target, const std::string& action,
                                                   const Edit& edit, const CountStart& start,
                                                   const Answer& answer, const Also& also) {
  const Instant now = use_.clock.Now();
  std::optional<Subscription> replaced;
  auto changed = use_.changes.Once(
      target.request, target.deadline, [&](Transaction& tx) -> Result<std::string> {
        const auto version = SubscriptionStore::NextVersion(tx);
        if (!version) return version.error();
        const auto found = SubscriptionStore::FindForUpdate(tx, target.id);
        if (!found) return found.error();
        if (!*found || !IsOf(**found, target.caller)) return NotFound(target.id);
        const Subscription& before = **found;
        if (!target.etag.empty() && target.etag != EtagOf(before)) {
          return Error::Of(sinergi::reasons::kEtagMismatch, {{"resource", ResourceOf(target.id)}});
        }
        auto after = edit(before);
        if (!after) return after.error();
        if (*after == before && !also) return answer(before);
        if (auto allowed = CheckTypes(*after); !allowed) return allowed.error();
        if (!WantTheSame(*after, before)) {
          const auto position = StartOf(tx, before, start);
          if (!position) return position.error();
          after->starts_at = *position;
          ++after->epoch;
        }
        after->version = *version;
        after->updated = std::max(now, before.updated + std::chrono::microseconds(1));
        SubscriptionStore::Update(tx, *after);
        if (also) {
          if (auto done = also(tx, *after); !done) return done.error();
        }
        RecordEvidence(tx, {now, target.caller.subject, action, ResourceOf(target.id), ""});
        replaced = before;
        return answer(*after);
      });
  if (changed && replaced) Tell(*replaced);
  return changed;
}

Status SubscriptionOperations::ChangeByService(SubscriptionId id, const std::string& action,
                                               const std::function<void(Subscription&)>& edit,
                                               Deadline deadline) {
  std::optional<Subscription> replaced;
  const Status done = use_.database.Transact(deadline, [&](Transaction& tx) -> Status {
    const auto version = SubscriptionStore::NextVersion(tx);
    if (!version) return version.error();
    const auto found = SubscriptionStore::FindForUpdate(tx, id);
    if (!found) return found.error();
    if (!*found) return Status::Ok();
    Subscription after = **found;
    edit(after);
    if (after == **found) return Status::Ok();
    after.version = *version;
    after.updated = std::max(use_.clock.Now(), after.updated + std::chrono::microseconds(1));
    SubscriptionStore::Update(tx, after);
    RecordEvidence(tx, {use_.clock.Now(), kItself, action, ResourceOf(id), ""});
    replaced = **found;
    return Status::Ok();
  });
  if (done && replaced) Tell(*replaced);
  return done;
}

// A webhook's new epoch begins where its deliveries stand, so that nothing is missed and little
// comes again.
Result<std::int64_t> SubscriptionOperations::StartOf(Transaction& tx, const Subscription& before,
                                                     const CountStart& start) const {
  std::int64_t unchanged = before.starts_at;
  if (before.webhook) {
    const auto line = DeliveryStore::FindLine(tx, LineKey{before.id});
    if (!line) return line.error();
    if (*line) unchanged = std::max(unchanged, (*line)->settled.position);
  }
  return PositionOf(tx, start, unchanged);
}

void SubscriptionOperations::Tell(const Subscription& before) const {
  use_.cache.Forget(KeyOf(before.id), before.version, kTimeToLive);
  use_.announcer.Announce(kSubscriptionsChannel);
}

Result<Subscription> SubscriptionOperations::Get(const Caller& caller, SubscriptionId id,
                                                 Deadline deadline) const {
  auto found = Find(id, deadline);
  if (!found) return found.error();
  if (!*found || !IsOf(**found, caller)) return NotFound(id);
  return **std::move(found);
}

Result<std::optional<Subscription>> SubscriptionOperations::Find(SubscriptionId id,
                                                                 Deadline deadline) const {
  const std::string key = KeyOf(id);
  const auto kept = use_.cache.Get(key);
  auto unpacked = kept ? UnpackSubscription(kept->bytes) : std::nullopt;
  if (unpacked) return unpacked;
  auto found = SubscriptionStore::Find(use_.database, deadline, id);
  if (found && *found) {
    use_.cache.Put(key, {(*found)->version, PackSubscription(**found)}, kTimeToLive);
  }
  return found;
}

Result<std::vector<Subscription>> SubscriptionOperations::List(const Caller& caller,
                                                               Deadline deadline,
                                                               Instant after_created,
                                                               const std::string& after_id,
                                                               std::int64_t limit) const {
  if (caller.office.empty() && caller.agency.empty()) return std::vector<Subscription>();
  const bool of_office = !caller.office.empty();
  return SubscriptionStore::List(
      use_.database, deadline,
      {caller.office, of_office ? "" : caller.agency, after_created, after_id, limit});
}

Status SubscriptionOperations::RenewMatchers(Deadline deadline) {
  std::vector<Subscription> before;
  const Status done = use_.database.Transact(deadline, [&](Transaction& tx) -> Status {
    const auto others = SubscriptionStore::OfEarlierMatchers(tx);
    if (!others) return others.error();
    before = *others;
    for (Subscription renewed : *others) {
      const auto version = SubscriptionStore::NextVersion(tx);
      if (!version) return version.error();
      const auto position = PositionOf(tx, {}, renewed.starts_at);
      if (!position) return position.error();
      renewed.starts_at = *position;
      ++renewed.epoch;
      renewed.version = *version;
      renewed.updated = std::max(use_.clock.Now(), renewed.updated);
      SubscriptionStore::Update(tx, renewed);
    }
    return Status::Ok();
  });
  if (!done) return done;
  for (const Subscription& one : before) Tell(one);
  return Status::Ok();
}

}  // namespace sinergi::notifications
