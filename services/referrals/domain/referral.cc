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

Status Referral::Send(Instant now) {
  auto moved = Move("send", ReferralState::kDraft, ReferralState::kSent, now);
  if (moved) data_.sent = data_.updated;
  return moved;
}

Status Referral::Accept(Instant now) {
  auto moved = Move("accept", ReferralState::kSent, ReferralState::kAccepted, now);
  if (moved) data_.answered = data_.updated;
  return moved;
}

Status Referral::Reject(RejectionReason reason, Instant now) {
  auto moved = Move("reject", ReferralState::kSent, ReferralState::kRejected, now);
  if (!moved) return moved;
  data_.answered = data_.updated;
  data_.rejection = reason;
  return moved;
}

Status Referral::Complete(Outcome outcome, Instant now) {
  auto moved = Move("complete", ReferralState::kAccepted, ReferralState::kCompleted, now);
  if (!moved) return moved;
  data_.completed = data_.updated;
  data_.outcome = std::move(outcome);
  return moved;
}

std::string Referral::Etag() const { return "v" + std::to_string(data_.revision); }

Status Referral::Move(std::string_view verb, ReferralState from, ReferralState to, Instant now) {
  if (data_.state != from) {
    return Error::Of(reasons::kReferralStateWrong, {{"reference", data_.reference.ToString()},
                                                    {"state", std::string(StateName(data_.state))},
                                                    {"verb", std::string(verb)},
                                                    {"needed", std::string(StateName(from))}});
  }
  data_.state = to;
  data_.updated = std::max(now, data_.updated + std::chrono::microseconds(1));
  ++data_.revision;
  return Status::Ok();
}

}  // namespace sinergi::referrals
