#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Which referrals a list has, and after which one it goes on: the newest first.
struct ReferralQuery {
  std::string viewer;  // "office:<code>" or "facility:<id>"
  std::optional<ReferralState> state;
  std::int64_t before_created = 0;  // microseconds
  std::string before_id;
  std::int64_t limit = 0;
};

// Rows of referrals and of who may see them. References are unique: referrals_reference_key.
class ReferralStore {
 public:
  static void Insert(Transaction& tx, const Referral& referral);
  static void Update(Transaction& tx, const Referral& referral);
  static void AddViewer(Transaction& tx, const Referral& referral, const std::string& viewer);

  // The referral with its row locked, whoever may see it.
  static Result<std::optional<Referral>> FindForUpdate(Transaction& tx, ReferralId id);

  // Only if one of the viewers may see it.
  static Result<std::optional<Referral>> Find(Database& database, Deadline deadline, ReferralId id,
                                              const std::string& viewer);
  static Result<std::optional<Referral>> Find(Database& database, Deadline deadline,
                                              const ReferralReference& reference,
                                              const std::string& viewer);
  static Result<bool> MaySee(Transaction& tx, const Referral& referral, const std::string& viewer);

  // Everybody who may see the referral, as a row names them.
  static Result<std::vector<std::string>> Viewers(Database& database, Deadline deadline,
                                                  ReferralId id);

  // The codes of the offices that may see the referral.
  static Result<std::vector<std::string>> OfficesThatSee(Transaction& tx, const Referral& referral);
  static Result<std::vector<Referral>> List(Database& database, Deadline deadline,
                                            const ReferralQuery& query);
};

}  // namespace sinergi::referrals
