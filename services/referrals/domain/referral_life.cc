#include "services/referrals/domain/referral_life.h"

#include <algorithm>
#include <array>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

using enum ReferralState;

// In the order in which a life is told.
constexpr std::array kTransitions{
    Transition{kDraft, Step::kSend, kSent},
    Transition{kSent, Step::kReceive, kReceived},
    Transition{kSent, Step::kAccept, kAccepted},
    Transition{kReceived, Step::kAccept, kAccepted},
    Transition{kSent, Step::kReject, kRejected},
    Transition{kReceived, Step::kReject, kRejected},
    Transition{kAccepted, Step::kReject, kRejected},
    Transition{kAccepted, Step::kStart, kInProgress},
    Transition{kInProgress, Step::kHold, kOnHold},
    Transition{kOnHold, Step::kResume, kInProgress},
    Transition{kAccepted, Step::kComplete, kCompleted},
    Transition{kInProgress, Step::kComplete, kCompleted},
    Transition{kOnHold, Step::kComplete, kCompleted},
    Transition{kAccepted, Step::kFail, kFailed},
    Transition{kInProgress, Step::kFail, kFailed},
    Transition{kOnHold, Step::kFail, kFailed},
    // Nobody works on it yet: it ends at once.
    Transition{kDraft, Step::kCancel, kCancelled},
    Transition{kSent, Step::kCancel, kCancelled},
    Transition{kReceived, Step::kCancel, kCancelled},
    // Somebody does: the receiver confirms, or answers with an outcome.
    Transition{kAccepted, Step::kCancel, kCancellationRequested},
    Transition{kInProgress, Step::kCancel, kCancellationRequested},
    Transition{kOnHold, Step::kCancel, kCancellationRequested},
    Transition{kCancellationRequested, Step::kConfirmCancellation, kCancelled},
    Transition{kCancellationRequested, Step::kComplete, kCompleted},
    Transition{kCancellationRequested, Step::kFail, kFailed},
    // Nobody answered or began in time: another receiver is asked.
    Transition{kSent, Step::kReassign, kSent},
    Transition{kReceived, Step::kReassign, kSent},
    Transition{kAccepted, Step::kReassign, kSent},
    // Entered by mistake. Not where a service was begun or given: that happened all the same.
    Transition{kDraft, Step::kVoid, kVoided},
    Transition{kSent, Step::kVoid, kVoided},
    Transition{kReceived, Step::kVoid, kVoided},
    Transition{kAccepted, Step::kVoid, kVoided},
    Transition{kRejected, Step::kVoid, kVoided},
    Transition{kCancelled, Step::kVoid, kVoided},
};

std::string StatesBefore(Step step) {
  std::string states;
  for (const Transition& transition : kTransitions) {
    if (transition.step != step) continue;
    states += (states.empty() ? "" : ", ") + std::string(StateName(transition.from));
  }
  return states;
}

}  // namespace

std::string_view StateName(ReferralState state) {
  static constexpr std::array<std::string_view, kReferralStates> kNames{
      "DRAFT",       "SENT",      "ACCEPTED",
      "REJECTED",    "COMPLETED", "RECEIVED",
      "IN_PROGRESS", "ON_HOLD",   "CANCELLATION_REQUESTED",
      "CANCELLED",   "FAILED",    "VOIDED"};
  return kNames[static_cast<std::size_t>(state) - 1];
}

std::string_view StepName(Step step) {
  static constexpr std::array<std::string_view, kSteps> kNames{"send",
                                                               "receive",
                                                               "accept",
                                                               "reject",
                                                               "start",
                                                               "hold",
                                                               "resume",
                                                               "complete",
                                                               "fail",
                                                               "cancel",
                                                               "confirm-cancellation",
                                                               "void",
                                                               "reassign"};
  return kNames[static_cast<std::size_t>(step) - 1];
}

Side SideOf(Step step) {
  if (step == Step::kReassign) return Side::kAbove;
  const bool is_senders = step == Step::kSend || step == Step::kCancel || step == Step::kVoid;
  return is_senders ? Side::kSender : Side::kReceiver;
}

std::span<const Transition> Transitions() { return kTransitions; }

Result<ReferralState> After(ReferralState from, Step step, const std::string& reference) {
  const auto found =
      std::find_if(kTransitions.begin(), kTransitions.end(),
                   [&](const Transition& each) { return each.from == from && each.step == step; });
  if (found != kTransitions.end()) return found->to;
  return Error::Of(reasons::kReferralStateWrong, {{"reference", reference},
                                                  {"state", std::string(StateName(from))},
                                                  {"verb", std::string(StepName(step))},
                                                  {"needed", StatesBefore(step)}});
}

bool IsOver(ReferralState state) {
  return std::none_of(kTransitions.begin(), kTransitions.end(), [&](const Transition& each) {
    return each.from == state && each.step != Step::kVoid;
  });
}

bool CameToNothing(ReferralState state) { return IsOver(state) && state != kCompleted; }

std::string LifePicture() {
  std::string picture = "```mermaid\nstateDiagram-v2\n  [*] --> DRAFT\n";
  for (const Transition& each : kTransitions) {
    picture += "  " + std::string(StateName(each.from)) + " --> " +
               std::string(StateName(each.to)) + ": " + std::string(StepName(each.step)) + "\n";
  }
  return picture + "```\n";
}

}  // namespace sinergi::referrals
