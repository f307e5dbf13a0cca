#include "services/tat/application/tat_clock.h"

#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "common/telemetry/trace_context.h"
#include "services/tat/domain/reasons.h"
#include "services/tat/messaging/tat_events.h"
#include "services/tat/storage/tat_store.h"

namespace sinergi::tat {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::int64_t kAtOnce = 100;
const std::string kName = "clock";  // in the evidence

const char* PermissionOf(TatStage stage) {
  switch (stage) {
    case TatStage::kReminder:
      return "tat.remind";
    case TatStage::kOverdue:
      return "tat.overdue";
    default:
      return "tat.escalate";
  }
}

// In the name of the office that owes it, which sees the request.
TatContext ContextFor(const TatDeadline& deadline) {
  const Caller caller{kName, {}, deadline.office, "", {}};
  return {caller, TatSide::kTeam, Deadline::In(kPatience), TraceContext::New().ToString()};
}

// The same for every replica: whoever is second finds it done.
ChangeRequest RequestFor(const TatDeadline& deadline) {
  return {kName, "tat-deadline",
          deadline.request.ToString() + "/" + std::to_string(static_cast<int>(deadline.stage)), ""};
}

}  // namespace

TatClock::TatClock(Database& database, const TatChanges& changes, const Offices& offices,
                   const Clock& clock, std::chrono::milliseconds poll)
    : database_(database), changes_(changes), offices_(offices), clock_(clock), poll_(poll) {}

void TatClock::Run(std::stop_token stop) {
  WakeUp nobody_rings;
  while (!stop.stop_requested()) {
    if (const auto fired = Fire(stop); !fired) {
      Log(LogLevel::kWarning, "an assessment's deadline could not be told and will be again",
          {{"cause", fired.error().cause()}, {"reason", std::string(fired.error().reason().name)}});
    }
    nobody_rings.WaitFor(stop, poll_);
  }
}

Result<std::int64_t> TatClock::Fire(const std::stop_token& stop) {
  const Instant now = clock_.Now();
  std::int64_t fired = 0;
  std::optional<Error> failure;
  std::optional<TatDeadline> last;
  for (bool more = true; more && !stop.stop_requested();) {
    const auto due = TatDeadlines::ListDue(database_, Deadline::In(kPatience), now, last, kAtOnce);
    if (!due) return due.error();
    for (const TatDeadline& deadline : *due) {
      if (stop.stop_requested()) break;
      const Status done = Take(deadline);
      fired += done ? 1 : 0;
      if (done || done.error().Is(reasons::kTatNothingDue)) continue;
      if (IsRetryable(done.error().code())) return done.error();  // of the others too
      Log(LogLevel::kError, "an assessment's deadline cannot be told",
          {{"request", deadline.request.ToString()}, {"cause", done.error().cause()}});
      if (!failure) failure = done.error();
    }
    more = std::ssize(*due) == kAtOnce;
    if (more) last = due->back();
  }
  if (failure) return *failure;
  return fired;
}

Status TatClock::Take(const TatDeadline& deadline) {
  const TatContext context = ContextFor(deadline);
  const Error nothing =
      Error::Of(reasons::kTatNothingDue, {{"reference", deadline.request.ToString()}});
  const std::string above =
      deadline.stage == TatStage::kEscalation ? Above(deadline.office) : std::string();
  bool told = false;  // by this replica
  const auto write = [&](Transaction& tx, const TatRequest& request) -> Status {
    const auto now = TatDeadlines::Find(tx, deadline.request);
    if (!now) return now.error();
    if (!*now || (*now)->stage != deadline.stage) return nothing;
    told = true;
    TatDeadlines::Advance(tx, deadline);
    if (!above.empty()) TatStore::AddViewer(tx, request, above);
    return Status::Ok();
  };
  const TatVerb verb{
      .permission = PermissionOf(deadline.stage),
      .is_allowed = [](const TatRequestData&, const TatContext&) { return true; },
      .refusal = &reasons::kNotTheTeam,  // never
      .apply =
          [](TatRequest& request, Instant now) {
            request.Note(now);
            return Status::Ok();
          },
      .write = write,
      .announce =
          [&](const TatRequest& request) { return Tell(request, deadline, context.traceparent); }};
  const auto taken = changes_.Take(context, RequestFor(deadline), {deadline.request, ""}, verb,
                                   [](const TatRequest&) { return std::string(); });
  if (!taken) return taken.error();
  return told ? Status::Ok() : Status(nothing);
}

Event TatClock::Tell(const TatRequest& request, const TatDeadline& deadline,
                     const std::string& traceparent) const {
  if (deadline.stage == TatStage::kReminder) return TatRequestReminded(request, traceparent);
  if (deadline.stage == TatStage::kOverdue) return TatRequestOverdue(request, traceparent);
  return TatRequestEscalated(request, Above(deadline.office), traceparent);
}

// Of the national office's own there is none.
std::string TatClock::Above(const std::string& office) const {
  const Office* found = offices_.Find(office);
  return found == nullptr ? "" : found->parent;
}

}  // namespace sinergi::tat
