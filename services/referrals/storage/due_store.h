#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// What happens next because time passes.
enum class DueStage { kReminder = 1, kOverdue = 2, kEscalation = 3, kNone = 4 };

// What a referral waits for, as the clock sees it.
struct DueRow {
  ReferralId referral;
  std::string waits_for;  // "facility:<id>" or "office:<code>"; "offer" for candidates
  std::string office;     // the facility's, or the same
  DueDates dates;
  DueStage stage;
};

// One row for each referral that somebody owes something. No row tells anything about a person.
class DueStore {
 public:
  // From its beginning: a reminder comes first. An offer waits for nobody by name, and is told of
  // in the sender's office's.
  static void Put(Transaction& tx, const Referral& referral, const DueDates& dates);
  // The offer is another office's; when what comes stays the same.
  static void MoveOffer(Transaction& tx, ReferralId referral, const std::string& office);
  static void Remove(Transaction& tx, ReferralId referral);

  // The referral's row is locked by the transaction.
  static Result<std::optional<DueRow>> Find(Transaction& tx, ReferralId referral);

  // The stage after that of `row`.
  static void Advance(Transaction& tx, const DueRow& row);

  // Those whose next stage has come at `now`, the oldest first, that come after `last` in that
  // order.
  static Result<std::vector<DueRow>> ListDue(Database& database, Deadline deadline, Instant now,
                                             const std::optional<DueRow>& last, std::int64_t limit);
};

// When the stage of the row comes; none after the last.
std::optional<Instant> TimeOf(const DueRow& row);

}  // namespace sinergi::referrals
