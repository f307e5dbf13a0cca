#include "services/referrals/storage/live_store.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kClaim{R"sql(
  INSERT INTO live_referrals (nik_index, referral_id)
  SELECT nik_index, referral_id FROM referrals
  WHERE referral_id = $1 AND nik_index IS NOT NULL
  ON CONFLICT (nik_index) DO NOTHING)sql"};

constexpr Statement kOther{R"sql(
  SELECT l.referral_id FROM referrals AS r JOIN live_referrals AS l ON l.nik_index = r.nik_index
  WHERE r.referral_id = $1 AND l.referral_id <> r.referral_id)sql"};

constexpr Statement kRelease{"DELETE FROM live_referrals WHERE referral_id = $1"};

constexpr Statement kReferenceFor{R"sql(
  SELECT r.reference FROM referrals AS r JOIN referral_viewers AS v
    ON v.viewer = $2 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.referral_id = $1)sql"};

}  // namespace

Result<std::optional<ReferralId>> LiveStore::Claim(Transaction& tx, ReferralId referral) {
  tx.Execute(kClaim, {referral.ToString()});
  const auto rows = tx.Query(kOther, {referral.ToString()});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<ReferralId>();
  return ReferralId::Parse(rows->front().Text(0));
}

void LiveStore::Release(Transaction& tx, ReferralId referral) {
  tx.Execute(kRelease, {referral.ToString()});
}

Result<std::optional<std::string>> LiveStore::ReferenceFor(Transaction& tx, ReferralId referral,
                                                           const std::string& viewer) {
  const auto rows = tx.Query(kReferenceFor, {referral.ToString(), viewer});
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<std::string>();
  return std::optional(rows->front().Text(0));
}

}  // namespace sinergi::referrals
