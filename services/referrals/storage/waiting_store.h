#pragma once

#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Which page of what waits, by when it is due.
struct WaitingQuery {
  std::string office;  // of all that waits for it and its facilities; empty: of the viewer's own
  std::int64_t after_due = 0;  // microseconds
  std::string after_id;
  std::int64_t limit = 0;
};

// Of the referrals that the viewer of the terms may see those of which something is owed (see
// DueStore), and those that are offered and still to be had, by when it is due.
Result<std::vector<Referral>> ListWaiting(Database& database, const Terms& terms,
                                          const WaitingQuery& query);

}  // namespace sinergi::referrals
