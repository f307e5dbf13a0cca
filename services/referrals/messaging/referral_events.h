#pragma once

#include <string>
#include <vector>

#include "common/events/event.h"
#include "services/referrals/domain/facility.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

inline constexpr std::string_view kReferralsTopic = "sinergi.referrals.v1";

// What an event needs to know besides the referral: who is concerned, and the causing call's trace.
struct EventContext {
  std::vector<std::string> offices;
  std::string traceparent;
};

// The facts this service announces. Each is made after its change, of the state that follows.
Event FacilityRegistered(const Facility& facility, const EventContext& context);
Event FacilityServicesChanged(const Facility& facility, const EventContext& context);
// FacilityClosed or FacilityReopened.
Event FacilityStateChanged(const Facility& facility, const EventContext& context);
Event ReferralCreated(const Referral& referral, const EventContext& context);
Event ReferralSent(const Referral& referral, const EventContext& context);
Event ReferralAccepted(const Referral& referral, const EventContext& context);
Event ReferralRejected(const Referral& referral, const EventContext& context);
Event ReferralReceived(const Referral& referral, const EventContext& context);
Event ReferralStarted(const Referral& referral, const EventContext& context);
Event ReferralHeld(const Referral& referral, const EventContext& context);
Event ReferralResumed(const Referral& referral, const EventContext& context);
Event AppointmentRecorded(const Referral& referral, const EventContext& context);
Event ReferralCompleted(const Referral& referral, const EventContext& context);
Event ReferralFailed(const Referral& referral, const EventContext& context);
// ReferralCancelled, or CancellationRequested while the receiver owes an answer.
Event ReferralWithdrawn(const Referral& referral, const EventContext& context);
Event ReferralVoided(const Referral& referral, const EventContext& context);
Event SessionRecorded(const Referral& referral, const Session& session,
                      const EventContext& context);
// By the candidate that answered last.
Event OfferDeclined(const Referral& referral, const EventContext& context);
// Who was asked before; an office alone where no facility was.
Event ReferralReassigned(const Referral& referral, const Party& former,
                         const EventContext& context);
Event ReferralTransferred(const Referral& referral, const Party& former,
                          const EventContext& context);
// Of something that the receiver owes.
struct DueFacts {
  DueGoal goal;
  Instant time;        // by when
  std::string office;  // to whom it is escalated; empty when there is none above
};
Event ReferralReminded(const Referral& referral, const DueFacts& due, const EventContext& context);
Event ReferralOverdue(const Referral& referral, const DueFacts& due, const EventContext& context);
Event ReferralEscalated(const Referral& referral, const DueFacts& due, const EventContext& context);
Event ConsentRecorded(const Referral& referral, const EventContext& context);
Event ConsentRevoked(const Referral& referral, const EventContext& context);
Event GlassBroken(const Referral& referral, BreakGlassReason reason, const EventContext& context);

}  // namespace sinergi::referrals
