#pragma once

#include "common/offices/offices.h"
#include "services/referrals/application/referral_changes.h"
#include "services/referrals/storage/person_store.h"

namespace sinergi::referrals {

// What becomes of a referral. Every step answers once per request_id (see Changes) and commits with
// its event and its evidence. NOT_FOUND REFERRAL_NOT_FOUND is also what one may not see;
// PERMISSION_DENIED NOT_THE_SENDER or NOT_THE_RECEIVER for whose step it is not, or what
// CheckConsent says; ABORTED ETAG_MISMATCH; FAILED_PRECONDITION REFERRAL_STATE_WRONG. Notes may be
// empty and are sealed. Safe from any thread.
class LifeOperations {
 public:
  LifeOperations(Database& database, const ReferralChanges& changes, Vault& vault,
                 const Offices& offices, const Clock& clock);

  // FAILED_PRECONDITION also FACILITY_CLOSED and SERVICE_NOT_OFFERED, when that came to be since
  // the draft was made; PERSON_HAS_LIVE_REFERRAL and PERSON_HAS_ANOTHER_REFERRAL, when the person
  // with this NIK was sent already and that is not over; not with a reason to send them again.
  Result<std::string> Send(const Context& context, const ChangeRequest& request,
                           const ReferralTarget& target, std::optional<SecondReferralReason> second,
                           const ReferralAnswer& answer);

  // Takes the person on. Of an offer the first candidate does, and is the receiver;
  // FAILED_PRECONDITION OFFER_TAKEN for the others, who wait for nobody's lock. FACILITY_FULL.
  Result<std::string> Accept(const Context& context, const ChangeRequest& request,
                             const ReferralTarget& target, const ReferralAnswer& answer);

  // Another step that says nothing but that it is taken.
  Result<std::string> Take(const Context& context, const ChangeRequest& request,
                           const ReferralTarget& target, Step step, const ReferralAnswer& answer);

  Result<std::string> Reject(const Context& context, const ChangeRequest& request,
                             const ReferralTarget& target, RejectionReason reason,
                             const std::string& note, const ReferralAnswer& answer);
  Result<std::string> Hold(const Context& context, const ChangeRequest& request,
                           const ReferralTarget& target, HoldReason reason, const std::string& note,
                           const ReferralAnswer& answer);
  Result<std::string> Complete(const Context& context, const ChangeRequest& request,
                               const ReferralTarget& target, const Outcome& outcome,
                               const std::string& note, const OutcomeWords& words,
                               const ReferralAnswer& answer);
  Result<std::string> Fail(const Context& context, const ChangeRequest& request,
                           const ReferralTarget& target, FailureReason reason,
                           const std::string& note, const ReferralAnswer& answer);
  Result<std::string> Cancel(const Context& context, const ChangeRequest& request,
                             const ReferralTarget& target, CancellationReason reason,
                             const std::string& note, const ReferralAnswer& answer);

  // FAILED_PRECONDITION also APPOINTMENT_NOT_PLANNED.
  Result<std::string> Record(const Context& context, const ChangeRequest& request,
                             const ReferralTarget& target, const Appointment& appointment,
                             const ReferralAnswer& answer);

 private:
  // What a step does, and the words that it leaves.
  struct Act {
    Step step;
    std::function<Status(Referral&, Instant)> apply;
    NoteKind kind = NoteKind::kOutcome;
    std::string note = {};
    OutcomeWords words = {};
    std::optional<SecondReferralReason> second = {};
    mutable std::optional<ReferralId> live = {};  // which other one refused it
  };

  Result<std::string> Run(const Context& context, const ChangeRequest& request,
                          const ReferralTarget& target, const Act& act,
                          const ReferralAnswer& answer);
  Result<std::string> Missed(const Context& context, ReferralId id, Result<std::string> answered);
  Status Write(Transaction& tx, const Referral& referral, const Act& act);
  Status WriteSending(Transaction& tx, const Referral& referral, const Act& act) const;
  Error Explain(const Context& context, ReferralId sent, ReferralId live, const Error& refused);

  Database& database_;
  const ReferralChanges& changes_;
  PersonStore persons_;
  const Offices& offices_;
  const Clock& clock_;
};

}  // namespace sinergi::referrals
