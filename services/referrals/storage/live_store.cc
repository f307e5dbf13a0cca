#include "services/referrals/storage/live_store.h"

namespace sinergi::referrals {
namespace {

// Locks the row, also where it is there already; what follows sees what others have committed.
constexpr Statement kLock{R"sql(
  INSERT INTO live_persons (nik_index)
  SELECT nik_index FROM referrals WHERE referral_id = $1 AND nik_index IS NOT NULL
  ON CONFLICT (nik_index) DO UPDATE SET nik_index = excluded.nik_index)sql"};

constexpr Statement kAdd{R"sql(
  INSERT INTO live_referrals (nik_index, referral_id)
  SELECT nik_index, referral_id FROM referrals
  WHERE referral_id = $1 AND nik_index IS NOT NULL)sql"};

constexpr Statement kOthers{R"sql(
  SELECT l.referral_id FROM referrals AS r JOIN live_referrals AS l ON l.nik_index = r.nik_index
  WHERE r.referral_id = $1 AND l.referral_id <> r.referral_id ORDER BY l.referral_id)sql"};

constexpr Statement kRemove{"DELETE FROM live_referrals WHERE referral_id = $1"};

}  // namespace

Result<std::vector<ReferralId>> LiveStore::Add(Transaction& tx, ReferralId referral) {
  tx.Execute(kLock, {referral.ToString()});
  tx.Execute(kAdd, {referral.ToString()});
  const auto rows = tx.Query(kOthers, {referral.ToString()});
  if (!rows) return rows.error();
  std::vector<ReferralId> others;
  for (const Row& row : *rows) {
    if (const auto id = ReferralId::Parse(row.Text(0))) others.push_back(*id);
  }
  return others;
}

void LiveStore::Remove(Transaction& tx, ReferralId referral) {
  tx.Execute(kRemove, {referral.ToString()});
}

}  // namespace sinergi::referrals
