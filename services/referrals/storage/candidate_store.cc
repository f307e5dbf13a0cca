#include "services/referrals/storage/candidate_store.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO referral_candidates (referral_id, candidate, office, state)
  VALUES ($1, $2, $3, 1))sql"};

constexpr Statement kFind{R"sql(
  SELECT substr(candidate, 10), office, state, reason, answered_at
  FROM referral_candidates WHERE referral_id = $1 ORDER BY candidate)sql"};

constexpr Statement kSetDue{R"sql(
  UPDATE referral_candidates SET due_at = $2 WHERE referral_id = $1)sql"};

constexpr Statement kPut{R"sql(
  UPDATE referral_candidates SET state = $3, reason = $4, answered_at = $5
  WHERE referral_id = $1 AND candidate = $2)sql"};

constexpr Statement kMissed{R"sql(
  SELECT state FROM referral_candidates
  WHERE referral_id = $1 AND candidate = $2 AND state = 4
    AND EXISTS (
      SELECT 1 FROM referral_candidates AS c WHERE c.referral_id = $1 AND c.state = 3))sql"};

constexpr Statement kEnd{R"sql(
  UPDATE referral_candidates SET state = 4 WHERE referral_id = $1 AND state = 1)sql"};

Result<std::vector<Candidate>> FromRows(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<Candidate> candidates;
  for (const Row& row : *rows) {
    Candidate candidate{{FacilityId::Parse(row.Text(0)), row.Text(1)},
                        static_cast<CandidateState>(row.Integer(2))};
    if (!row.IsNull(3)) candidate.reason = static_cast<RejectionReason>(row.Integer(3));
    if (!row.IsNull(4)) candidate.answered = FromMicroseconds(row.Integer(4));
    candidates.push_back(candidate);
  }
  return candidates;
}

}  // namespace

void CandidateStore::Insert(Transaction& tx, ReferralId referral, const Party& candidate) {
  tx.Execute(kInsert, {referral.ToString(), ActorOf(candidate), candidate.office});
}

Result<std::vector<Candidate>> CandidateStore::Find(Transaction& tx, ReferralId referral) {
  return FromRows(tx.Query(kFind, {referral.ToString()}));
}

Result<std::vector<Candidate>> CandidateStore::Find(Database& database, Deadline deadline,
                                                    ReferralId referral) {
  return FromRows(database.Query(deadline, kFind, {referral.ToString()}));
}

void CandidateStore::SetDue(Transaction& tx, ReferralId referral, const std::optional<Due>& due) {
  tx.Execute(kSetDue, {referral.ToString(), due ? Value(ToMicroseconds(due->time)) : Value()});
}

void CandidateStore::Put(Transaction& tx, ReferralId referral, const Candidate& candidate) {
  tx.Execute(
      kPut,
      {referral.ToString(), ActorOf(candidate.party), static_cast<std::int64_t>(candidate.state),
       candidate.reason ? Value(static_cast<std::int64_t>(*candidate.reason)) : Value(),
       candidate.answered ? Value(ToMicroseconds(*candidate.answered)) : Value()});
}

void CandidateStore::End(Transaction& tx, ReferralId referral) {
  tx.Execute(kEnd, {referral.ToString()});
}

Result<bool> CandidateStore::Missed(Database& database, Deadline deadline, ReferralId referral,
                                    const std::string& candidate) {
  const auto rows = database.Query(deadline, kMissed, {referral.ToString(), candidate});
  if (!rows) return rows.error();
  return !rows->empty();
}

}  // namespace sinergi::referrals
