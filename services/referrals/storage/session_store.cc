#include "services/referrals/storage/session_store.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO referral_sessions (referral_id, number, kind, at, attended, sealed)
  VALUES ($1, $2, $3, $4, $5, $6))sql"};

constexpr Statement kList{R"sql(
  SELECT kind, at, attended FROM referral_sessions WHERE referral_id = $1 ORDER BY number)sql"};

constexpr Statement kListSealed{R"sql(
  SELECT sealed FROM referral_sessions
  WHERE referral_id = $1 AND sealed IS NOT NULL ORDER BY number)sql"};

}  // namespace

void SessionStore::Insert(Transaction& tx, ReferralId referral, std::int64_t number,
                          const Session& session, const std::optional<std::string>& sealed) {
  tx.Execute(kInsert, {referral.ToString(), number, static_cast<std::int64_t>(session.kind),
                       ToMicroseconds(session.time), std::int64_t{session.attended},
                       sealed ? Value(Blob{*sealed}) : Value()});
}

Result<std::vector<Session>> SessionStore::List(Database& database, const Terms& terms,
                                                ReferralId referral) {
  const auto rows = database.Query(terms, kList, {referral.ToString()});
  if (!rows) return rows.error();
  std::vector<Session> sessions;
  for (const Row& row : *rows) {
    sessions.push_back({static_cast<SessionKind>(row.Integer(0)), FromMicroseconds(row.Integer(1)),
                        row.Integer(2) != 0});
  }
  return sessions;
}

Result<std::vector<std::string>> SessionStore::ListSealed(Database& database, const Terms& terms,
                                                          ReferralId referral) {
  const auto rows = database.Query(terms, kListSealed, {referral.ToString()});
  if (!rows) return rows.error();
  std::vector<std::string> sealed;
  for (const Row& row : *rows) sealed.push_back(row.Bytes(0));
  return sealed;
}

}  // namespace sinergi::referrals
