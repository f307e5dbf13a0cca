#include "services/referrals/domain/referral.h"

#include <algorithm>
#include <array>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

std::string_view SecondReferralName(SecondReferralReason reason) {
  static constexpr std::array<std::string_view, kSecondReferralReasons> kNames{
      "ANOTHER_SERVICE", "ONWARD", "ANOTHER_PERSON"};
  return kNames[static_cast<std::size_t>(reason) - 1];
}

std::string FacilityActor(const std::string& facility_id) { return "facility:" + facility_id; }

std::string OfficeActor(const std::string& office) { return "office:" + office; }

std::string ActorOf(const Party& party) {
  return party.facility ? FacilityActor(party.facility->ToString()) : OfficeActor(party.office);
}

Status Referral::Send(Instant now) {
  if (auto allowed = After(Step::kSend); !allowed) return allowed.error();
  if (!IsOffer()) {
    if (auto allowed = CheckConsentOf(data_.receiver, now); !allowed) return allowed;
  }
  for (const Candidate& candidate : data_.candidates) {
    if (auto allowed = CheckConsentOf(candidate.party, now); !allowed) return allowed;
  }
  return Take(Step::kSend, now);
}

Status Referral::Accept(const Party& acceptor, Instant now) {
  if (auto allowed = After(Step::kAccept); !allowed) return allowed.error();
  if (auto allowed = CheckConsentOf(acceptor, now); !allowed) return allowed;
  data_.receiver = acceptor;
  if (auto done = Take(Step::kAccept, now); !done) return done;
  Answer(acceptor, CandidateState::kTook);
  return Status::Ok();
}

Status Referral::Decline(const Party& candidate, RejectionReason reason, Instant now) {
  if (auto allowed = After(Step::kReject); !allowed) return allowed.error();
  ++data_.declined_by;
  if (data_.declined_by >= data_.offered_to) {
    if (auto done = Reject(reason, now); !done) return done;
  } else {
    Note(now);
  }
  Answer(candidate, CandidateState::kDeclined);
  for (Candidate& each : data_.candidates) {
    if (each.party == candidate) each.reason = reason;
  }
  return Status::Ok();
}

Status Referral::Reassign(const Party& receiver, const std::optional<Assessed>& assessed,
                          std::optional<RouteReason> reason, Instant now) {
  if (auto allowed = After(Step::kReassign); !allowed) return allowed.error();
  if (auto allowed = CheckConsentOf(receiver, now); !allowed) return allowed;
  data_.receiver = receiver;
  data_.assessed = assessed;
  data_.route_reason = reason;
  for (Candidate& each : data_.candidates) {
    if (each.state == CandidateState::kAsked) each.state = CandidateState::kMissed;
    if (each.party == receiver) each.state = CandidateState::kTook;
  }
  data_.received.reset();
  data_.answered.reset();
  data_.appointment.reset();
  return Take(Step::kReassign, now);
}

Status Referral::Transfer(const Party& sender, Instant now) {
  if (IsOver(data_.state)) {
    return Error::Of(reasons::kReferralOver, {{"reference", data_.reference.ToString()}});
  }
  if (data_.state == ReferralState::kDraft) {
    return Error::Of(reasons::kReferralStateWrong, {{"reference", data_.reference.ToString()},
                                                    {"state", std::string(StateName(data_.state))},
                                                    {"verb", "transfer"},
                                                    {"needed", "SENT or later, and not over"}});
  }
  data_.sender = sender;
  Note(now);
  return Status::Ok();
}

void Referral::Answer(const Party& candidate, CandidateState state) {
  for (Candidate& each : data_.candidates) {
    if (each.party == candidate) {
      each.state = state;
      each.answered = data_.updated;
    } else if (state == CandidateState::kTook && each.state == CandidateState::kAsked) {
      each.state = CandidateState::kMissed;
    }
  }
}

Status Referral::Reject(RejectionReason reason, Instant now) {
  if (auto done = Take(Step::kReject, now); !done) return done;
  data_.rejection = reason;
  return Status::Ok();
}

Status Referral::Hold(HoldReason reason, Instant now) {
  if (auto done = Take(Step::kHold, now); !done) return done;
  data_.hold = reason;
  return Status::Ok();
}

Status Referral::Complete(Outcome outcome, Instant now) {
  if (auto done = Take(Step::kComplete, now); !done) return done;
  data_.outcome = std::move(outcome);
  return Status::Ok();
}

Status Referral::Fail(FailureReason reason, Instant now) {
  if (auto done = Take(Step::kFail, now); !done) return done;
  data_.failure = reason;
  return Status::Ok();
}

Status Referral::Cancel(CancellationReason reason, Instant now) {
  if (auto done = Take(Step::kCancel, now); !done) return done;
  data_.cancellation = reason;
  return Status::Ok();
}

Status Referral::Take(Step step, Instant now) {
  const auto to = After(step);
  if (!to) return to.error();
  Move(*to, now);
  return Status::Ok();
}

Status Referral::Record(Appointment appointment, Instant now) {
  const std::string reference = data_.reference.ToString();
  if (data_.state != ReferralState::kAccepted && data_.state != ReferralState::kInProgress) {
    return Error::Of(reasons::kReferralStateWrong, {{"reference", reference},
                                                    {"state", std::string(StateName(data_.state))},
                                                    {"verb", "record an appointment of"},
                                                    {"needed", "ACCEPTED, IN_PROGRESS"}});
  }
  if (appointment.status != AppointmentStatus::kScheduled) {
    // Who did not come may still cancel; what is done or cancelled is over.
    const auto& former = data_.appointment;
    const bool was_planned = former && former->status == AppointmentStatus::kScheduled;
    const bool may_cancel = former && former->status == AppointmentStatus::kNoShow &&
                            appointment.status == AppointmentStatus::kCancelled;
    if (!was_planned && !may_cancel) {
      return Error::Of(reasons::kAppointmentNotPlanned, {{"reference", reference}});
    }
    appointment.time = former->time;
  }
  Note(now);
  data_.appointment = appointment;
  return Status::Ok();
}

Status Referral::CountSession(Instant now) {
  const std::string reference = data_.reference.ToString();
  if (data_.state != ReferralState::kInProgress) {
    return Error::Of(reasons::kReferralStateWrong,
                     {{"reference", reference},
                      {"state", std::string(StateName(data_.state))},
                      {"verb", "record a session of"},
                      {"needed", std::string(StateName(ReferralState::kInProgress))}});
  }
  if (data_.sessions >= kMostSessions) {
    return Error::Of(reasons::kSessionsTooMany,
                     {{"reference", reference}, {"limit", std::to_string(kMostSessions)}});
  }
  ++data_.sessions;
  Note(now);
  return Status::Ok();
}

void Referral::RecordConsent(Consent consent, Instant now) {
  Note(now);
  consent.version = data_.consent ? data_.consent->version + 1 : 1;
  consent.given = data_.updated;
  data_.consent = std::move(consent);
}

Status Referral::RevokeConsent(ConsentRevocation reason, Instant now) {
  if (!data_.consent || data_.consent->revoked) {
    return Error::Of(reasons::kNoConsentToRevoke, {{"reference", data_.reference.ToString()}});
  }
  Note(now);
  data_.consent->revoked = data_.updated;
  data_.consent->revocation = reason;
  return Status::Ok();
}

void Referral::Note(Instant now) {
  data_.updated = std::max(now, data_.updated + std::chrono::microseconds(1));
  ++data_.revision;
}

std::string Referral::Etag() const { return "v" + std::to_string(data_.revision); }

Result<ReferralState> Referral::After(Step step) const {
  return referrals::After(data_.state, step, data_.reference.ToString());
}

Status Referral::CheckConsentOf(const Party& party, Instant now) const {
  if (data_.basis == LegalBasis::kCourt) return Status::Ok();
  return CheckConsent(data_.consent, ActorOf(party), PurposeOf(data_.service), now,
                      data_.reference.ToString());
}

void Referral::Move(ReferralState to, Instant now) {
  data_.state = to;
  Note(now);
  data_.hold.reset();
  if (IsOver(to) && !data_.closed) data_.closed = data_.updated;
  const bool is_answer = to == ReferralState::kAccepted || to == ReferralState::kRejected;
  if (is_answer && !data_.answered) data_.answered = data_.updated;
  if (to == ReferralState::kSent && !data_.sent) data_.sent = data_.updated;
  if (to == ReferralState::kReceived) data_.received = data_.updated;
  if (to == ReferralState::kInProgress && !data_.started) data_.started = data_.updated;
  if (to == ReferralState::kCompleted) data_.completed = data_.updated;
}

}  // namespace sinergi::referrals
