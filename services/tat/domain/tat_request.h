#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/ids/uuid.h"
#include "common/result/result.h"
#include "common/time/instant.h"

namespace sinergi::tat {

using TatRequestId = Id<struct TatRequestTag>;
using CaseId = Id<struct TatCaseTag>;  // of what the vault keeps about the person and the case

// The numbers are stored and go over the wire: they never change.
enum class TatState {
  kSubmitted = 1,
  kInAssessment = 2,
  kConcluded = 3,
  kReturned = 4,
  kWithdrawn = 5,
};
inline constexpr int kTatStates = 5;

std::string_view StateName(TatState state);  // "IN_ASSESSMENT"

enum class TatStep { kStart = 1, kConclude = 2, kReturn = 3, kWithdraw = 4 };
inline constexpr int kTatSteps = 4;

std::string_view StepName(TatStep step);  // "conclude"

enum class ReturnReason { kPapersMissing = 1, kNotCompetent = 2, kOther = 3 };
inline constexpr int kReturnReasons = 3;

enum class WithdrawalReason { kNoLongerNeeded = 1, kMistake = 2 };
inline constexpr int kWithdrawalReasons = 2;

// Who asks: a partner agency, or an office of BNN's own investigators. One of the two is set.
struct Investigator {
  std::string agency;
  std::string office;
  bool operator==(const Investigator&) const = default;
};

// When what an office owes is reminded of, due and escalated.
struct TatDates {
  Instant remind;
  Instant due;
  Instant escalate;
  bool operator==(const TatDates&) const = default;
};

// A request's short name: "TAT-7K3M-9Q2F" (common/ids/short_reference.h).
std::string MakeTatReference(const Uuid& random);
std::optional<std::string> ParseTatReference(std::string_view text);

struct TatRequestData {
  TatRequestId id;
  std::string reference;
  TatState state = TatState::kSubmitted;
  Investigator investigator;
  std::string office;  // whose team is asked
  CaseId tat_case;
  Instant submitted;
  Instant updated;
  Instant due;
  std::optional<Instant> started = {};
  std::optional<Instant> ended = {};
  std::optional<ReturnReason> returned = {};
  std::optional<WithdrawalReason> withdrawn = {};
  std::int64_t revision = 1;
  bool operator==(const TatRequestData&) const = default;
};

// A request for an integrated assessment. It knows of no referral.
class TatRequest {
 public:
  explicit TatRequest(TatRequestData data) : data_(std::move(data)) {}

  // Takes a step: to start from SUBMITTED, to conclude from IN_ASSESSMENT, to return or withdraw
  // from both. FAILED_PRECONDITION TAT_STATE_WRONG otherwise, nothing changed. Time never goes
  // back.
  Status Take(TatStep step, Instant now);
  Status Return(ReturnReason reason, Instant now);
  Status Withdraw(WithdrawalReason reason, Instant now);

  // Something happened that changes nothing of it and is told all the same.
  void Note(Instant now);

  // Whether the office still owes its recommendation.
  bool IsOwed() const;

  const TatRequestData& data() const { return data_; }
  std::string Etag() const;

 private:
  TatRequestData data_;
};

}  // namespace sinergi::tat
