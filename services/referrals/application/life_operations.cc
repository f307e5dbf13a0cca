#include "services/referrals/application/life_operations.h"

#include <algorithm>
#include <array>

#include "common/evidence/evidence.h"
#include "common/lifecycle/wake_up.h"
#include "services/referrals/application/audience.h"
#include "services/referrals/application/parties.h"
#include "services/referrals/application/person_access.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/candidate_store.h"
#include "services/referrals/storage/facility_store.h"
#include "services/referrals/storage/live_store.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {
namespace {

// How long somebody waits who finds another one at the same referral, before they look again.
constexpr std::chrono::milliseconds kAMoment{2};

// Of an offer that others may still take.
Event ReferralDeclined(const Referral& referral, const EventContext& context) {
  return referral.data().state == ReferralState::kRejected ? ReferralRejected(referral, context)
                                                           : OfferDeclined(referral, context);
}

// The one that takes an offer, or the receiver.
Party AcceptorOf(const ReferralData& data, const Caller& caller) {
  const Candidate* const candidate = CandidateOf(data, caller);
  return candidate == nullptr ? data.receiver : candidate->party;
}

// Whom a side's step is for, of those who see the referral.
bool IsAllowed(Step step, const ReferralData& data, const Caller& caller) {
  if (SideOf(step) == Side::kSender) return IsSender(data, caller);
  if (step == Step::kAccept || step == Step::kReject) return MayAnswer(data, caller);
  return IsReceiver(data, caller);
}

// Whoever is asked may have closed since the draft was made.
Status CheckReceiversOpen(Transaction& tx, const ReferralData& data) {
  std::vector<FacilityId> ids;
  if (data.receiver.facility) ids.push_back(*data.receiver.facility);
  for (const Candidate& candidate : data.candidates) ids.push_back(*candidate.party.facility);
  const auto found = FacilityStore::FindEach(tx, ids);
  if (!found) return found.error();
  for (const auto& facility : *found) {
    if (!facility) continue;
    if (auto takes = CheckTakes(*facility, data.service); !takes) return takes;
  }
  return Status::Ok();
}

// How a step is permitted and told.
struct Manner {
  const char* permission;
  Event (*announce)(const Referral&, const EventContext&);
};

const Manner& MannerOf(Step step) {
  static constexpr std::array<Manner, 12> kManners{{
      {"referrals.send", ReferralSent},
      {"referrals.receive", ReferralReceived},
      {"referrals.accept", ReferralAccepted},
      {"referrals.reject", ReferralDeclined},
      {"referrals.start", ReferralStarted},
      {"referrals.hold", ReferralHeld},
      {"referrals.resume", ReferralResumed},
      {"referrals.complete", ReferralCompleted},
      {"referrals.fail", ReferralFailed},
      {"referrals.cancel", ReferralWithdrawn},
      {"referrals.confirm_cancellation", ReferralWithdrawn},
      {"referrals.void", ReferralVoided},
  }};
  return kManners[static_cast<std::size_t>(step) - 1];
}

}  // namespace

LifeOperations::LifeOperations(Database& database, const ReferralChanges& changes, Vault& vault,
                               const Offices& offices, const Clock& clock)
    : database_(database), changes_(changes), persons_(vault), offices_(offices), clock_(clock) {}

Result<std::string> LifeOperations::Send(const Context& context, const ChangeRequest& request,
                                         const ReferralTarget& target,
                                         std::optional<SecondReferralReason> second,
                                         const ReferralAnswer& answer) {
  Act act{Step::kSend, [](Referral& referral, Instant now) { return referral.Send(now); }};
  act.second = second;
  auto sent = Run(context, request, target, act, answer);
  if (sent || !act.live || !sent.error().Is(reasons::kPersonHasAnotherReferral)) return sent;
  return Explain(context, target.id, *act.live, sent.error());
}

Result<std::string> LifeOperations::Accept(const Context& context, const ChangeRequest& request,
                                           const ReferralTarget& target,
                                           const ReferralAnswer& answer) {
  const auto apply = [&](Referral& referral, Instant now) {
    return referral.Accept(AcceptorOf(referral.data(), context.caller), now);
  };
  WakeUp nobody_rings;
  auto taken = Run(context, request, target, {Step::kAccept, apply}, answer);
  while (!taken && taken.error().Is(reasons::kReferralContested) && !context.deadline.Passed()) {
    nobody_rings.WaitFor({}, kAMoment);
    taken = Run(context, request, target, {Step::kAccept, apply}, answer);
  }
  return Missed(context, target.id, std::move(taken));
}

// Who missed an offer sees it no more, and is told why.
Result<std::string> LifeOperations::Missed(const Context& context, ReferralId id,
                                           Result<std::string> answered) {
  if (answered || !answered.error().Is(reasons::kReferralNotFound)) return answered;
  const auto missed =
      CandidateStore::Missed(database_, context.deadline, id, ViewerOf(context.caller));
  if (!missed) return missed.error();
  if (*missed) return Error::Of(reasons::kOfferTaken, {{"referral", id.ToString()}});
  return answered;
}

Result<std::string> LifeOperations::Take(const Context& context, const ChangeRequest& request,
                                         const ReferralTarget& target, Step step,
                                         const ReferralAnswer& answer) {
  const auto apply = [step](Referral& referral, Instant now) { return referral.Take(step, now); };
  return Run(context, request, target, {step, apply}, answer);
}

Result<std::string> LifeOperations::Reject(const Context& context, const ChangeRequest& request,
                                           const ReferralTarget& target, RejectionReason reason,
                                           const std::string& note, const ReferralAnswer& answer) {
  const auto apply = [&](Referral& referral, Instant now) {
    const Candidate* const candidate = CandidateOf(referral.data(), context.caller);
    return candidate == nullptr ? referral.Reject(reason, now)
                                : referral.Decline(Party(candidate->party), reason, now);
  };
  return Missed(
      context, target.id,
      Run(context, request, target, {Step::kReject, apply, NoteKind::kRejection, note}, answer));
}

Result<std::string> LifeOperations::Hold(const Context& context, const ChangeRequest& request,
                                         const ReferralTarget& target, HoldReason reason,
                                         const std::string& note, const ReferralAnswer& answer) {
  const auto apply = [&](Referral& referral, Instant now) { return referral.Hold(reason, now); };
  return Run(context, request, target, {Step::kHold, apply, NoteKind::kHold, note}, answer);
}

Result<std::string> LifeOperations::Complete(const Context& context, const ChangeRequest& request,
                                             const ReferralTarget& target, const Outcome& outcome,
                                             const std::string& note, const OutcomeWords& words,
                                             const ReferralAnswer& answer) {
  const auto apply = [&](Referral& referral, Instant now) {
    return referral.Complete(outcome, now);
  };
  return Run(context, request, target, {Step::kComplete, apply, NoteKind::kOutcome, note, words},
             answer);
}

Result<std::string> LifeOperations::Fail(const Context& context, const ChangeRequest& request,
                                         const ReferralTarget& target, FailureReason reason,
                                         const std::string& note, const ReferralAnswer& answer) {
  const auto apply = [&](Referral& referral, Instant now) { return referral.Fail(reason, now); };
  return Run(context, request, target, {Step::kFail, apply, NoteKind::kFailure, note}, answer);
}

Result<std::string> LifeOperations::Cancel(const Context& context, const ChangeRequest& request,
                                           const ReferralTarget& target, CancellationReason reason,
                                           const std::string& note, const ReferralAnswer& answer) {
  const auto apply = [&](Referral& referral, Instant now) { return referral.Cancel(reason, now); };
  return Run(context, request, target, {Step::kCancel, apply, NoteKind::kCancellation, note},
             answer);
}

Result<std::string> LifeOperations::Record(const Context& context, const ChangeRequest& request,
                                           const ReferralTarget& target,
                                           const Appointment& appointment,
                                           const ReferralAnswer& answer) {
  const Verb verb{
      "referrals.record_appointment",
      IsReceiver,
      &reasons::kNotTheReceiver,
      [&](Referral& referral, Instant now) { return referral.Record(appointment, now); },
      [](Transaction&, const Referral&) { return Status::Ok(); },
      AppointmentRecorded};
  return changes_.Take(context, request, target, verb, answer);
}

Result<std::string> LifeOperations::Run(const Context& context, const ChangeRequest& request,
                                        const ReferralTarget& target, const Act& act,
                                        const ReferralAnswer& answer) {
  const Manner& manner = MannerOf(act.step);
  const bool is_senders = SideOf(act.step) == Side::kSender;
  Verb verb{manner.permission,
            [&](const ReferralData& data, const Caller& caller) {
              return IsAllowed(act.step, data, caller);
            },
            is_senders ? &reasons::kNotTheSender : &reasons::kNotTheReceiver,
            act.apply,
            [&](Transaction& tx, const Referral& changed) { return Write(tx, changed, act); },
            manner.announce,
            act.second ? std::string(SecondReferralName(*act.second)) : ""};
  verb.waits = act.step != Step::kAccept;
  return changes_.Take(context, request, target, verb, answer);
}

Status LifeOperations::Write(Transaction& tx, const Referral& referral, const Act& act) {
  const ReferralData& data = referral.data();
  if (act.step == Step::kSend) {
    if (auto done = WriteSending(tx, referral, act); !done) return done;
  }
  // The note of an earlier pause says nothing of this one.
  const bool has_note = !act.note.empty() || act.step == Step::kHold;
  const bool has_report = act.words != OutcomeWords();
  if (!has_note && !has_report) return Status::Ok();
  // First, because sealing would give somebody who was forgotten a new key.
  if (auto known = persons_.Find(tx, data.person); !known) return known.error();
  const auto put = [&](NoteKind kind, Result<std::string> sealed) -> Status {
    if (!sealed) return sealed.error();
    PersonStore::PutNote(tx, data.person, kind, *std::move(sealed));
    return Status::Ok();
  };
  if (has_note) {
    if (auto done = put(act.kind, persons_.SealNote(data.person, act.note)); !done) return done;
  }
  if (!has_report) return Status::Ok();
  return put(NoteKind::kReport, persons_.SealReport(data.person, act.words));
}

Status LifeOperations::WriteSending(Transaction& tx, const Referral& referral,
                                    const Act& act) const {
  const ReferralData& data = referral.data();
  if (auto open = CheckReceiversOpen(tx, data); !open) return open;
  const auto others = LiveStore::Add(tx, data.id);
  if (!others) return others.error();
  const bool is_sent_on =
      data.part_of && std::find(others->begin(), others->end(), *data.part_of) != others->end();
  if (!others->empty() && !act.second && !is_sent_on) {
    act.live = others->front();
    return Error::Of(reasons::kPersonHasAnotherReferral,
                     {{"reference", data.reference.ToString()}});
  }
  if (data.receiver.facility) ReferralStore::AddViewers(tx, referral, data.receiver);
  for (const Candidate& candidate : data.candidates) {
    ReferralStore::AddViewers(tx, referral, candidate.party);
  }
  for (const std::string& office : OfficesFor(offices_, data, *data.sent)) {
    ReferralStore::AddViewer(tx, referral, OfficeActor(office));
  }
  return Status::Ok();
}

// That there is another one is told to whoever wrote this one down with the person's NIK, and that
// they learnt it is recorded first; which one it is, only to who may know its person.
Error LifeOperations::Explain(const Context& context, ReferralId sent, ReferralId live,
                              const Error& refused) {
  const Instant now = clock_.Now();
  const Status recorded = database_.Transact(context.deadline, [&](Transaction& tx) {
    RecordEvidence(tx, {now, context.caller.subject, "referrals.send",
                        "referrals/" + sent.ToString(), "ALREADY_ON_THEIR_WAY"});
    return Status::Ok();
  });
  if (!recorded) return recorded.error();
  const auto found = FindSeen(database_, context, live);
  if (!found || !MayReadPerson(context, *found, now)) return refused;
  return Error::Of(reasons::kPersonHasLiveReferral,
                   {{"reference", std::string(refused.Variable("reference"))},
                    {"live", found->data().reference.ToString()}});
}

}  // namespace sinergi::referrals
