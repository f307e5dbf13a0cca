#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/regions/region_code.h"
#include "common/result/result.h"
#include "common/time/instant.h"
#include "services/referrals/domain/consent.h"
#include "services/referrals/domain/due.h"
#include "services/referrals/domain/facility.h"
#include "services/referrals/domain/person.h"
#include "services/referrals/domain/referral_life.h"
#include "services/referrals/domain/referral_reference.h"
#include "services/referrals/domain/route.h"

namespace sinergi::referrals {

using ReferralId = Id<struct ReferralTag>;

// The numbers are stored and go over the wire: they never change.
enum class RejectionReason {
  kFull = 1,
  kServiceNotOffered = 2,
  kNotEligible = 3,
  kPersonDeclined = 4,
  kOther = 5,
};
inline constexpr int kRejectionReasons = 5;

// Why somebody is referred who is on their way already.
enum class SecondReferralReason { kAnotherService = 1, kOnward = 2, kAnotherPerson = 3 };
inline constexpr int kSecondReferralReasons = 3;

std::string_view SecondReferralName(SecondReferralReason reason);  // "ANOTHER_SERVICE"

enum class HoldReason {
  kPersonUnavailable = 1,
  kNoPlace = 2,
  kPapersMissing = 3,
  kHealth = 4,
  kOther = 5,
};
inline constexpr int kHoldReasons = 5;

enum class CancellationReason {
  kPersonDeclined = 1,
  kServedElsewhere = 2,
  kNoLongerNeeded = 3,
  kOther = 4,
};
inline constexpr int kCancellationReasons = 4;

enum class FailureReason {
  kNotReached = 1,
  kPersonDeclined = 2,
  kServiceImpossible = 3,
  kDetained = 4,
  kDied = 5,
  kOther = 6,
};
inline constexpr int kFailureReasons = 6;

enum class AppointmentStatus { kScheduled = 1, kNoShow = 2, kCancelled = 3, kDone = 4 };
inline constexpr int kAppointmentStatuses = 4;

// The latest meeting of receiver and person, and what became of it.
struct Appointment {
  AppointmentStatus status;
  Instant time;
  bool operator==(const Appointment&) const = default;
};

enum class SessionKind { kService = 1, kFollowUp = 2, kAftercare = 3 };
inline constexpr int kSessionKinds = 3;
inline constexpr int kMostSessions = 200;  // of one referral

// A meeting that was held, or to which the person did not come.
struct Session {
  SessionKind kind;
  Instant time;
  bool attended;
  bool operator==(const Session&) const = default;
};

enum class OutcomeResult { kFinished = 1, kLeftEarly = 2, kNotReached = 3 };
inline constexpr int kOutcomeResults = 3;

// What is to follow the service.
enum class FollowUp { kNone = 1, kAftercare = 2, kOnwardReferral = 3, kMonitoring = 4, kOther = 5 };
inline constexpr int kFollowUps = 5;

// What came of it, coded.
struct Outcome {
  OutcomeResult result;
  std::vector<FacilityService> services_given;
  int contacts = 0;                        // meetings or days of care
  std::optional<FollowUp> follow_up = {};  // none where nothing was said
  bool operator==(const Outcome&) const = default;
};

// On what ground somebody is referred. Law 35/2009, articles 54 and 55; PP 25/2011, article 13.
enum class LegalBasis { kVoluntary = 1, kFamilyOfMinor = 2, kCourt = 3 };
inline constexpr int kLegalBases = 3;

// One side of a referral: an office, and the facility of it that acts when there is one.
struct Party {
  std::optional<FacilityId> facility;
  std::string office;
  bool operator==(const Party&) const = default;
};

// One of several receivers that a referral is offered to until one takes it.
enum class CandidateState { kAsked = 1, kDeclined = 2, kTook = 3, kMissed = 4 };

struct Candidate {
  Party party;
  CandidateState state = CandidateState::kAsked;
  std::optional<RejectionReason> reason = {};  // of who declined
  std::optional<Instant> answered = {};
  bool operator==(const Candidate&) const = default;
};
inline constexpr std::size_t kMostCandidates = 50;

// Who acts for a party, as consents and viewers name them: "facility:<id>", or "office:<code>"
// where no facility acts.
std::string ActorOf(const Party& party);
std::string FacilityActor(const std::string& facility_id);
std::string OfficeActor(const std::string& office);

// Whether the person has a place of the service or waits for one.
enum class Place { kHeld = 1, kWaiting = 2 };

// What the receiver owes, and by when.
struct Due {
  DueGoal goal;
  Instant time;
  bool operator==(const Due&) const = default;
};

// Everything of a referral but its rules.
struct ReferralData {
  ReferralId id;
  ReferralReference reference;
  ReferralState state = ReferralState::kDraft;
  Party sender;
  Party receiver;
  RegionCode region;  // where the person is to be reached
  FacilityService service;
  ReferralPriority priority;
  PersonId person;
  std::optional<RejectionReason> rejection;
  std::optional<Outcome> outcome;
  Instant created;
  Instant updated;
  std::optional<Instant> sent;
  std::optional<Instant> answered;
  std::optional<Instant> completed;
  std::int64_t revision = 1;
  std::optional<Consent> consent;  // the latest one
  std::optional<Instant> received = {};
  std::optional<Instant> started = {};
  std::optional<Instant> closed = {};   // since it is over
  std::optional<HoldReason> hold = {};  // while it is on hold
  std::optional<CancellationReason> cancellation = {};
  std::optional<FailureReason> failure = {};
  std::optional<Appointment> appointment = {};
  std::optional<Due> due = {};
  std::optional<ReferralId> replaces = {};  // one that came to nothing
  std::optional<ReferralId> part_of = {};   // the one that sent the person on
  std::optional<Place> place = {};          // from the acceptance on, until it is over
  std::optional<Assessed> assessed = {};    // when it was made
  std::optional<RouteReason> route_reason = {};
  LegalBasis basis = LegalBasis::kVoluntary;
  std::int64_t sessions = 0;               // how many were recorded
  std::int64_t offered_to = 0;             // receivers at once; 0 when it has the one
  std::int64_t declined_by = 0;            // of these
  std::vector<Candidate> candidates = {};  // read with an offer that is to change, else empty
};

// A person on the way from a sender to a receiver. Each verb checks that the state allows it
// (FAILED_PRECONDITION REFERRAL_STATE_WRONG otherwise, nothing changed), moves the state, counts
// the revision and notes the time, which never goes back. What is allowed where: referral_life.h.
//
// Nobody is sent or taken on without a consent that holds then (see CheckConsent), or a court's
// ruling. To decline, and to tell the outcome, none is needed.
class Referral {
 public:
  // Of checked values; also how storage brings one back.
  explicit Referral(ReferralData data) : data_(std::move(data)) {}

  // Of an offer a consent must let each candidate have the person's data.
  Status Send(Instant now);

  // Of an offer the candidate that takes it is the receiver from now on, and the others missed it.
  Status Accept(const Party& acceptor, Instant now);

  // One candidate of an offer declines: the others may still take it; after the last it is
  // rejected.
  Status Decline(const Party& candidate, RejectionReason reason, Instant now);

  // Another receiver is asked, alone, of which the policy says so, or for that reason. A consent
  // must let it have the person's data.
  Status Reassign(const Party& receiver, const std::optional<Assessed>& assessed,
                  std::optional<RouteReason> reason, Instant now);

  // Another sender learns the outcome from now on: of what was sent and is not over,
  // REFERRAL_STATE_WRONG and REFERRAL_OVER otherwise.
  Status Transfer(const Party& sender, Instant now);

  Status Reject(RejectionReason reason, Instant now);
  Status Hold(HoldReason reason, Instant now);
  Status Complete(Outcome outcome, Instant now);
  Status Fail(FailureReason reason, Instant now);
  Status Cancel(CancellationReason reason, Instant now);

  // A step that says nothing but that it is taken: receive, start, resume, confirm-cancellation,
  // void.
  Status Take(Step step, Instant now);

  // What is planned or what became of it, while the receiver has the person: when ACCEPTED or
  // IN_PROGRESS. FAILED_PRECONDITION APPOINTMENT_NOT_PLANNED when what was not planned did not
  // happen, and REFERRAL_STATE_WRONG. One that is not SCHEDULED keeps the time of the one that was.
  Status Record(Appointment appointment, Instant now);

  // One more session, while IN_PROGRESS. FAILED_PRECONDITION REFERRAL_STATE_WRONG,
  // SESSIONS_TOO_MANY.
  Status CountSession(Instant now);

  // In every state. The consent becomes the next version, given now; the one before ends with it.
  void RecordConsent(Consent consent, Instant now);

  // FAILED_PRECONDITION NO_CONSENT_TO_REVOKE.
  Status RevokeConsent(ConsentRevocation reason, Instant now);

  // What is owed from now on. Part of the change that made it so.
  void Owe(std::optional<Due> due) { data_.due = due; }

  // The place that the person has or waits for. Part of the change that made it so.
  void Seat(std::optional<Place> place) { data_.place = place; }

  // Something happened that changes nothing of it and is told all the same.
  void Note(Instant now);

  const ReferralData& data() const { return data_; }

  // Whether several are asked and none has taken it.
  bool IsOffer() const { return data_.offered_to > 0 && !data_.receiver.facility; }
  std::string Etag() const;

 private:
  Result<ReferralState> After(Step step) const;
  Status CheckConsentOf(const Party& party, Instant now) const;
  void Move(ReferralState to, Instant now);
  void Answer(const Party& candidate, CandidateState state);

  ReferralData data_;
};

}  // namespace sinergi::referrals
