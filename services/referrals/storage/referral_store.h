#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Rows of referrals and of who may see them: "office:<code>" or "facility:<id>". References are
// unique: referrals_reference_key.
class ReferralStore {
 public:
  // With the blind index of the person's NIK when there is one.
  static void Insert(Transaction& tx, const Referral& referral,
                     const std::optional<std::string>& nik_index);
  static void Update(Transaction& tx, const Referral& referral);
  static void AddViewer(Transaction& tx, const Referral& referral, const std::string& viewer);

  // That the referral is in another state, for lists. After it was written.
  static void SetState(Transaction& tx, const Referral& referral);

  // Not any more.
  static void RemoveViewer(Transaction& tx, const Referral& referral, const std::string& viewer);

  // A side's office, and its facility when there is one.
  static void AddViewers(Transaction& tx, const Referral& referral, const Party& side);

  // The referral with its row locked. Whether the caller may see it is for MaySee to say; where the
  // database itself asks, it is not found.
  static Result<std::optional<Referral>> FindForUpdate(Transaction& tx, ReferralId id);

  // The same without waiting for who has it locked.
  struct Claim {
    std::optional<Referral> referral;
    bool held = false;  // by somebody else
  };
  static Result<Claim> FindFreeForUpdate(Transaction& tx, ReferralId id);

  // Only if the viewer of the terms may see it.
  static Result<std::optional<Referral>> Find(Database& database, const Terms& terms,
                                              ReferralId id);
  static Result<std::optional<Referral>> Find(Database& database, const Terms& terms,
                                              const ReferralReference& reference);
  // Those of them that the viewer of the terms may see.
  static Result<std::vector<Referral>> FindEachSeen(Database& database, const Terms& terms,
                                                    const std::vector<ReferralId>& ids);
  static Result<bool> MaySee(Transaction& tx, const Referral& referral, const std::string& viewer);

  // Everybody who may see the referral, as a row names them.
  static Result<std::vector<std::string>> Viewers(Database& database, Deadline deadline,
                                                  ReferralId id);

  // Whether there is any.
  static Result<bool> HasAny(Database& database, Deadline deadline);

  // The codes of the offices that may see the referral.
  static Result<std::vector<std::string>> OfficesThatSee(Transaction& tx, const Referral& referral);
};

}  // namespace sinergi::referrals
