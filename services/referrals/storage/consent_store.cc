#include "services/referrals/storage/consent_store.h"

#include "services/referrals/storage/referral_row.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO former_consents (referral_id, version, purpose, giver, form, parties, given_at,
    expires_at, revoked_at, revocation)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10))sql"};

constexpr Statement kList{R"sql(
  SELECT version, purpose, giver, form, parties, given_at, expires_at, revoked_at, revocation
  FROM former_consents WHERE referral_id = $1 AND version < $2
  ORDER BY version DESC LIMIT $3)sql"};

}  // namespace

void ConsentStore::Insert(Transaction& tx, ReferralId referral, const Consent& former) {
  Values values{referral.ToString()};
  for (Value& value : ConsentValues(former)) values.push_back(std::move(value));
  tx.Execute(kInsert, std::move(values));
}

Result<std::vector<Consent>> ConsentStore::List(Database& database, const Terms& terms,
                                                ReferralId referral, std::int64_t before,
                                                std::int64_t limit) {
  const auto rows = database.Query(terms, kList, {referral.ToString(), before, limit});
  if (!rows) return rows.error();
  std::vector<Consent> consents;
  for (const Row& row : *rows) consents.push_back(ConsentFromRow(row, 0));
  return consents;
}

}  // namespace sinergi::referrals
