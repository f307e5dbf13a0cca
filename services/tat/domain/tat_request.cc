#include "services/tat/domain/tat_request.h"

#include <algorithm>
#include <array>

#include "common/ids/short_reference.h"
#include "services/tat/domain/reasons.h"

namespace sinergi::tat {
namespace {

constexpr std::string_view kPrefix = "TAT";

TatState StateAfter(TatStep step) {
  switch (step) {
    case TatStep::kStart:
      return TatState::kInAssessment;
    case TatStep::kConclude:
      return TatState::kConcluded;
    case TatStep::kReturn:
      return TatState::kReturned;
    case TatStep::kWithdraw:
      break;
  }
  return TatState::kWithdrawn;
}

bool IsAllowed(TatState from, TatStep step) {
  if (step == TatStep::kStart) return from == TatState::kSubmitted;
  if (step == TatStep::kConclude) return from == TatState::kInAssessment;
  return from == TatState::kSubmitted || from == TatState::kInAssessment;
}

std::string StatesBefore(TatStep step) {
  std::string states;
  for (int i = 1; i <= kTatStates; ++i) {
    const auto state = static_cast<TatState>(i);
    if (!IsAllowed(state, step)) continue;
    states += (states.empty() ? "" : ", ") + std::string(StateName(state));
  }
  return states;
}

}  // namespace

std::string_view StateName(TatState state) {
  static constexpr std::array<std::string_view, kTatStates> kNames{
      "SUBMITTED", "IN_ASSESSMENT", "CONCLUDED", "RETURNED", "WITHDRAWN"};
  return kNames[static_cast<std::size_t>(state) - 1];
}

std::string_view StepName(TatStep step) {
  static constexpr std::array<std::string_view, kTatSteps> kNames{"start", "conclude", "return",
                                                                  "withdraw"};
  return kNames[static_cast<std::size_t>(step) - 1];
}

std::string MakeTatReference(const Uuid& random) { return MakeShortReference(kPrefix, random); }

std::optional<std::string> ParseTatReference(std::string_view text) {
  return ParseShortReference(kPrefix, text);
}

Status TatRequest::Take(TatStep step, Instant now) {
  if (!IsAllowed(data_.state, step)) {
    return Error::Of(reasons::kTatStateWrong, {{"reference", data_.reference},
                                               {"state", std::string(StateName(data_.state))},
                                               {"verb", std::string(StepName(step))},
                                               {"needed", StatesBefore(step)}});
  }
  data_.state = StateAfter(step);
  Note(now);
  if (step == TatStep::kStart) data_.started = data_.updated;
  if (!IsOwed()) data_.ended = data_.updated;
  return Status::Ok();
}

Status TatRequest::Return(ReturnReason reason, Instant now) {
  if (auto taken = Take(TatStep::kReturn, now); !taken) return taken;
  data_.returned = reason;
  return Status::Ok();
}

Status TatRequest::Withdraw(WithdrawalReason reason, Instant now) {
  if (auto taken = Take(TatStep::kWithdraw, now); !taken) return taken;
  data_.withdrawn = reason;
  return Status::Ok();
}

void TatRequest::Note(Instant now) {
  data_.updated = std::max(data_.updated, now);
  ++data_.revision;
}

bool TatRequest::IsOwed() const {
  return data_.state == TatState::kSubmitted || data_.state == TatState::kInAssessment;
}

std::string TatRequest::Etag() const { return std::to_string(data_.revision); }

}  // namespace sinergi::tat
