#include "services/referrals/application/due_clock.h"

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "common/telemetry/trace_context.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::int64_t kAtOnce = 100;
const std::string kName = "clock";  // in the evidence

struct Manner {
  const char* permission;
  Event (*announce)(const Referral&, const DueFacts&, const EventContext&);
};

Manner MannerOf(DueStage stage) {
  switch (stage) {
    case DueStage::kReminder:
      return {"referrals.remind", ReferralReminded};
    case DueStage::kOverdue:
      return {"referrals.overdue", ReferralOverdue};
    default:
      return {"referrals.escalate", ReferralEscalated};
  }
}

// In the name of whom it waits for, who sees the referral; of an offer, of the sender's office.
Context ContextFor(const DueRow& row) {
  const std::string prefix = FacilityActor("");
  Caller caller{.subject = kName, .roles = {}, .office = row.office, .facility = "", .expires = {}};
  if (row.waits_for.starts_with(prefix)) caller.facility = row.waits_for.substr(prefix.size());
  return {std::move(caller), Deadline::In(kPatience), TraceContext::New().ToString()};
}

// The same for every replica: whoever is second finds it done. What is owed anew after a reminder
// is reminded of later, though it may be due at the same time.
ChangeRequest RequestFor(const DueRow& row) {
  return {kName, "deadline",
          row.referral.ToString() + "/" + std::string(GoalName(row.dates.goal)) + "/" +
              std::to_string(static_cast<int>(row.stage)) + "/" +
              std::to_string(ToMicroseconds(row.dates.remind)) + "/" +
              std::to_string(ToMicroseconds(row.dates.due)),
          ""};
}

Counter& CounterOf(Metrics& metrics, const char* stage) {
  return metrics.CounterOf("sinergi_referrals_due_total",
                           "Reminders, times that were over and escalations", {{"stage", stage}});
}

}  // namespace

DueClock::DueClock(Database& database, const ReferralChanges& changes, const Offices& offices,
                   const Clock& clock, Metrics& metrics, Options options)
    : database_(database),
      changes_(changes),
      offices_(offices),
      clock_(clock),
      options_(options),
      reminders_(CounterOf(metrics, "reminder")),
      overdue_(CounterOf(metrics, "overdue")),
      escalations_(CounterOf(metrics, "escalation")) {}

void DueClock::Run(std::stop_token stop) {
  WakeUp nobody_rings;
  while (!stop.stop_requested()) {
    if (const auto fired = Fire(stop); !fired) {
      Log(LogLevel::kWarning, "a deadline could not be told and will be again",
          {{"cause", fired.error().cause()}, {"reason", std::string(fired.error().reason().name)}});
    }
    nobody_rings.WaitFor(stop, options_.poll);
  }
}

Result<std::int64_t> DueClock::Fire(const std::stop_token& stop) {
  const Instant now = clock_.Now();
  std::int64_t fired = 0;
  std::optional<Error> failure;
  std::optional<DueRow> last;
  for (bool more = true; more && !stop.stop_requested();) {
    const auto rows = DueStore::ListDue(database_, Deadline::In(kPatience), now, last, kAtOnce);
    if (!rows) return rows.error();
    for (const DueRow& row : *rows) {
      if (stop.stop_requested()) break;
      const Status done = Take(row);
      fired += done ? 1 : 0;
      if (done || done.error().Is(reasons::kNothingDue)) continue;
      if (IsRetryable(done.error().code())) return done.error();  // of the others too
      Log(LogLevel::kError, "a deadline cannot be told",
          {{"referral", row.referral.ToString()}, {"cause", done.error().cause()}});
      if (!failure) failure = done.error();
    }
    more = std::ssize(*rows) == kAtOnce;
    if (more) last = rows->back();
  }
  if (failure) return *failure;
  return fired;
}

Status DueClock::Take(const DueRow& row) {
  const Manner manner = MannerOf(row.stage);
  const std::string above = row.stage == DueStage::kEscalation ? Above(row) : "";
  const DueFacts facts{row.dates.goal, row.dates.due, above};
  bool told = false;  // by this replica
  const auto write = [&](Transaction& tx, const Referral& referral) -> Status {
    const auto now = DueStore::Find(tx, row.referral);
    if (!now) return now.error();
    const bool moved = !*now || (*now)->stage != row.stage || (*now)->dates.due != row.dates.due ||
                       (*now)->dates.goal != row.dates.goal ||
                       GoalOf(referral.data().state) != row.dates.goal;
    if (moved) {
      return Error::Of(reasons::kNothingDue, {{"reference", referral.data().reference.ToString()}});
    }
    told = true;
    DueStore::Advance(tx, row);
    if (!above.empty()) ReferralStore::AddViewer(tx, referral, OfficeActor(above));
    return Status::Ok();
  };
  const Verb verb{.permission = manner.permission,
                  .is_allowed = [](const ReferralData&, const Caller&) { return true; },
                  .refusal = &reasons::kNotTheReceiver,  // never
                  .apply =
                      [](Referral& referral, Instant now) {
                        referral.Note(now);
                        return Status::Ok();
                      },
                  .write = write,
                  .announce =
                      [&](const Referral& referral, const EventContext& about) {
                        return manner.announce(referral, facts, about);
                      },
                  .purpose = std::string(GoalName(row.dates.goal)),
                  .tells_receiver_only = row.stage == DueStage::kReminder};
  const auto taken = changes_.Take(ContextFor(row), RequestFor(row), {row.referral, ""}, verb,
                                   [](const Referral&) { return std::string(); });
  if (!taken) return taken.error();
  if (!told) return Error::Of(reasons::kNothingDue, {{"reference", row.referral.ToString()}});
  Counter& counter = row.stage == DueStage::kReminder  ? reminders_
                     : row.stage == DueStage::kOverdue ? overdue_
                                                       : escalations_;
  counter.Add();
  return Status::Ok();
}

// Of the national office's own there is none.
std::string DueClock::Above(const DueRow& row) const {
  const Office* office = offices_.Find(row.office);
  return office == nullptr ? "" : office->parent;
}

}  // namespace sinergi::referrals
