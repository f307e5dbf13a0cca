#include "services/referrals/domain/referral.h"

#include <algorithm>
#include <array>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

std::string_view StateName(ReferralState state) {
  static constexpr std::array<std::string_view, kReferralStates> kNames{"DRAFT", "SENT", "ACCEPTED",
                                                                        "REJECTED", "COMPLETED"};
  return kNames[static_cast<std::size_t>(state) - 1];
}

std::string FacilityActor(const std::string& facility_id) { return "facility:" + facility_id; }

std::string OfficeActor(const std::string& office) { return "office:" + office; }

std::string ActorOf(const Party& party) {
  return party.facility ? FacilityActor(party.facility->ToString()) : OfficeActor(party.office);
}

Status Referral::Send(Instant now) {
  if (auto right = CheckState("send", ReferralState::kDraft); !right) return right;
  if (auto allowed = CheckReceiverConsent(now); !allowed) return allowed;
  Move(ReferralState::kSent, now);
  data_.sent = data_.updated;
  return Status::Ok();
}

Status Referral::Accept(Instant now) {
  if (auto right = CheckState("accept", ReferralState::kSent); !right) return right;
  if (auto allowed = CheckReceiverConsent(now); !allowed) return allowed;
  Move(ReferralState::kAccepted, now);
  data_.answered = data_.updated;
  return Status::Ok();
}

Status Referral::Reject(RejectionReason reason, Instant now) {
  if (auto right = CheckState("reject", ReferralState::kSent); !right) return right;
  Move(ReferralState::kRejected, now);
  data_.answered = data_.updated;
  data_.rejection = reason;
  return Status::Ok();
}

Status Referral::Complete(Outcome outcome, Instant now) {
  if (auto right = CheckState("complete", ReferralState::kAccepted); !right) return right;
  Move(ReferralState::kCompleted, now);
  data_.completed = data_.updated;
  data_.outcome = std::move(outcome);
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

Status Referral::CheckState(std::string_view verb, ReferralState needed) const {
  if (data_.state == needed) return Status::Ok();
  return Error::Of(reasons::kReferralStateWrong, {{"reference", data_.reference.ToString()},
                                                  {"state", std::string(StateName(data_.state))},
                                                  {"verb", std::string(verb)},
                                                  {"needed", std::string(StateName(needed))}});
}

Status Referral::CheckReceiverConsent(Instant now) const {
  return CheckConsent(data_.consent, ActorOf(data_.receiver), PurposeOf(data_.service), now,
                      data_.reference.ToString());
}

void Referral::Move(ReferralState to, Instant now) {
  data_.state = to;
  Note(now);
}

}  // namespace sinergi::referrals
