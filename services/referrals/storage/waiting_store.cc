#include "services/referrals/storage/waiting_store.h"

#include <algorithm>
#include <iterator>

#include "services/referrals/storage/referral_row.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kListWaitingFor{R"sql(
  SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision, r.consent_version,
    r.consent_purpose, r.consent_giver, r.consent_form, r.consent_parties, r.consent_given_at,
    r.consent_expires_at, r.consent_revoked_at, r.consent_revocation, r.received_at,
    r.started_at, r.closed_at, r.hold, r.cancellation, r.failure, r.appointment,
    r.appointment_at, r.due_goal, r.due_at, r.replaces, r.part_of, r.place,
    r.risk_level, r.bands, r.routes, r.standing, r.route_reason, r.offered_to, r.declined_by,
    r.basis, r.sessions, r.outcome_follow_up
  FROM referral_deadlines AS d JOIN referrals AS r ON r.referral_id = d.referral_id
  JOIN referral_viewers AS v
    ON v.viewer = $1 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE d.waits_for = $1 AND (d.due_at, d.referral_id) > ($2, $3)
  ORDER BY d.due_at, d.referral_id LIMIT $4)sql"};

constexpr Statement kListWaitingAt{R"sql(
  SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision, r.consent_version,
    r.consent_purpose, r.consent_giver, r.consent_form, r.consent_parties, r.consent_given_at,
    r.consent_expires_at, r.consent_revoked_at, r.consent_revocation, r.received_at,
    r.started_at, r.closed_at, r.hold, r.cancellation, r.failure, r.appointment,
    r.appointment_at, r.due_goal, r.due_at, r.replaces, r.part_of, r.place,
    r.risk_level, r.bands, r.routes, r.standing, r.route_reason, r.offered_to, r.declined_by,
    r.basis, r.sessions, r.outcome_follow_up
  FROM referral_deadlines AS d JOIN referrals AS r ON r.referral_id = d.referral_id
  JOIN referral_viewers AS v
    ON v.viewer = $1 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE d.office = $5 AND d.waits_for <> 'offer' AND (d.due_at, d.referral_id) > ($2, $3)
  ORDER BY d.due_at, d.referral_id LIMIT $4)sql"};

constexpr Statement kListOfferedTo{R"sql(
  SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision, r.consent_version,
    r.consent_purpose, r.consent_giver, r.consent_form, r.consent_parties, r.consent_given_at,
    r.consent_expires_at, r.consent_revoked_at, r.consent_revocation, r.received_at,
    r.started_at, r.closed_at, r.hold, r.cancellation, r.failure, r.appointment,
    r.appointment_at, r.due_goal, r.due_at, r.replaces, r.part_of, r.place,
    r.risk_level, r.bands, r.routes, r.standing, r.route_reason, r.offered_to, r.declined_by,
    r.basis, r.sessions, r.outcome_follow_up
  FROM referral_candidates AS d JOIN referrals AS r ON r.referral_id = d.referral_id
  JOIN referral_viewers AS v
    ON v.viewer = $1 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE d.candidate = $1 AND d.state = 1 AND (d.due_at, d.referral_id) > ($2, $3)
  ORDER BY d.due_at, d.referral_id LIMIT $4)sql"};

constexpr Statement kListOfferedAt{R"sql(
  SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision, r.consent_version,
    r.consent_purpose, r.consent_giver, r.consent_form, r.consent_parties, r.consent_given_at,
    r.consent_expires_at, r.consent_revoked_at, r.consent_revocation, r.received_at,
    r.started_at, r.closed_at, r.hold, r.cancellation, r.failure, r.appointment,
    r.appointment_at, r.due_goal, r.due_at, r.replaces, r.part_of, r.place,
    r.risk_level, r.bands, r.routes, r.standing, r.route_reason, r.offered_to, r.declined_by,
    r.basis, r.sessions, r.outcome_follow_up
  FROM referral_candidates AS d JOIN referrals AS r ON r.referral_id = d.referral_id
  JOIN referral_viewers AS v
    ON v.viewer = $1 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE d.office = $5 AND d.state = 1 AND (d.due_at, d.referral_id) > ($2, $3)
    AND d.candidate = (
      SELECT min(c.candidate) FROM referral_candidates AS c
      WHERE c.referral_id = d.referral_id AND c.office = d.office AND c.state = 1)
  ORDER BY d.due_at, d.referral_id LIMIT $4)sql"};

// Rows of both have a time by when it is due.
bool ComesBefore(const Referral& a, const Referral& b) {
  const Instant due_a = a.data().due ? a.data().due->time : Instant::max();
  const Instant due_b = b.data().due ? b.data().due->time : Instant::max();
  return std::pair(due_a, a.data().id.ToString()) < std::pair(due_b, b.data().id.ToString());
}

}  // namespace

Result<std::vector<Referral>> ListWaiting(Database& database, const Terms& terms,
                                          const WaitingQuery& query) {
  const bool is_own = query.office.empty();
  Values values{terms.viewer, query.after_due, query.after_id, query.limit};
  if (!is_own) values.emplace_back(query.office);
  auto owed =
      ReferralsFromRows(database.Query(terms, is_own ? kListWaitingFor : kListWaitingAt, values));
  if (!owed) return owed.error();
  auto offered = ReferralsFromRows(
      database.Query(terms, is_own ? kListOfferedTo : kListOfferedAt, std::move(values)));
  if (!offered) return offered.error();
  std::vector<Referral> waiting;
  std::merge(owed->begin(), owed->end(), offered->begin(), offered->end(),
             std::back_inserter(waiting), ComesBefore);
  const auto limit = static_cast<std::size_t>(query.limit);
  if (waiting.size() > limit) waiting.erase(waiting.begin() + query.limit, waiting.end());
  return waiting;
}

}  // namespace sinergi::referrals
