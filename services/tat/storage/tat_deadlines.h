#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/tat/domain/tat_request.h"

namespace sinergi::tat {

// What happens next because time passes.
enum class TatStage { kReminder = 1, kOverdue = 2, kEscalation = 3, kNone = 4 };

struct TatDeadline {
  TatRequestId request;
  std::string office;
  TatDates dates;
  TatStage stage = TatStage::kReminder;
};

// When the stage comes; none after the last.
std::optional<Instant> TimeOf(const TatDeadline& deadline);

// One row for each request of which a recommendation is owed. It tells nothing of the case.
class TatDeadlines {
 public:
  static void Insert(Transaction& tx, const TatDeadline& deadline);
  static void Remove(Transaction& tx, TatRequestId request);
  // The stage after that one.
  static void Advance(Transaction& tx, const TatDeadline& deadline);
  // The request's row is locked by the transaction.
  static Result<std::optional<TatDeadline>> Find(Transaction& tx, TatRequestId request);
  // Those whose next stage has come, the oldest first, that come after `last` in that order.
  static Result<std::vector<TatDeadline>> ListDue(Database& database, Deadline until, Instant now,
                                                  const std::optional<TatDeadline>& last,
                                                  std::int64_t limit);
};

}  // namespace sinergi::tat
