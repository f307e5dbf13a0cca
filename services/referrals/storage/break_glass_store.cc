#include "services/referrals/storage/break_glass_store.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO break_glass (break_glass_id, referral_id, caller, reason, read_at, sealed)
  VALUES ($1, $2, $3, $4, $5, $6))sql"};

}  // namespace

void BreakGlassStore::Insert(Transaction& tx, const BrokenGlass& broken) {
  tx.Execute(kInsert, {broken.id.ToString(), broken.referral.ToString(), broken.caller,
                       static_cast<std::int64_t>(broken.reason), ToMicroseconds(broken.read),
                       Blob{broken.sealed}});
}

}  // namespace sinergi::referrals
