#pragma once

#include <span>
#include <string>
#include <string_view>

#include "common/result/result.h"

namespace sinergi::referrals {

// Where a referral stands. The numbers are stored and go over the wire: they never change. How they
// map to FHIR Task and BSeR: README.md beside this file.
enum class ReferralState {
  kDraft = 1,
  kSent = 2,
  kAccepted = 3,
  kRejected = 4,
  kCompleted = 5,
  kReceived = 6,
  kInProgress = 7,
  kOnHold = 8,
  kCancellationRequested = 9,
  kCancelled = 10,
  kFailed = 11,
  kVoided = 12,
};
inline constexpr int kReferralStates = 12;

std::string_view StateName(ReferralState state);  // "IN_PROGRESS"

// What can be done with a referral so that it stands elsewhere.
enum class Step {
  kSend = 1,
  kReceive = 2,
  kAccept = 3,
  kReject = 4,
  kStart = 5,
  kHold = 6,
  kResume = 7,
  kComplete = 8,
  kFail = 9,
  kCancel = 10,
  kConfirmCancellation = 11,
  kVoid = 12,
  kReassign = 13,
};
inline constexpr int kSteps = 13;

std::string_view StepName(Step step);  // "confirm-cancellation"

// kAbove: the sender, or the office above that it was escalated to.
enum class Side { kSender, kReceiver, kAbove };

// Who alone takes it.
Side SideOf(Step step);

struct Transition {
  ReferralState from;
  Step step;
  ReferralState to;
};

// Every step that is allowed; there are no others.
std::span<const Transition> Transitions();

// Where the step leads from there; FAILED_PRECONDITION REFERRAL_STATE_WRONG, naming the states that
// it needs, when it is not allowed there. `reference` names the referral in the error.
Result<ReferralState> After(ReferralState from, Step step, const std::string& reference);

// Whether nothing can be done any more, but to record that it was entered by mistake.
bool IsOver(ReferralState state);

// Whether it is over and nothing was given: another one may take its place.
bool CameToNothing(ReferralState state);

// The states and steps as a Mermaid diagram.
std::string LifePicture();

}  // namespace sinergi::referrals
