#include "services/referrals/storage/list_store.h"

#include "services/referrals/storage/referral_row.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kListAll{R"sql(
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
  FROM referral_viewers AS v JOIN referrals AS r ON r.referral_id = v.referral_id
  WHERE v.viewer = $1 AND (v.created_at, v.referral_id) < ($2, $3)
  ORDER BY v.created_at DESC, v.referral_id DESC LIMIT $4)sql"};

constexpr Statement kListOfState{R"sql(
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
  FROM referral_viewers AS v JOIN referrals AS r ON r.referral_id = v.referral_id
  WHERE v.viewer = $1 AND v.state = $5 AND (v.created_at, v.referral_id) < ($2, $3)
  ORDER BY v.created_at DESC, v.referral_id DESC LIMIT $4)sql"};

// An area's code sorts directly before the codes of what lies in it: "19.04" to before "19.04/".
constexpr Statement kListOfArea{R"sql(
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
  FROM referrals AS r JOIN referral_viewers AS v
    ON v.viewer = $1 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.region >= $5 AND r.region < $5 || '/' AND (r.created_at, r.referral_id) < ($2, $3)
  ORDER BY r.created_at DESC, r.referral_id DESC LIMIT $4)sql"};

constexpr Statement kListOfNik{R"sql(
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
  FROM referrals AS r JOIN referral_viewers AS v
    ON v.viewer = $1 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.nik_index = $4 AND (r.created_at, r.referral_id) < ($2, $3)
  ORDER BY r.created_at DESC, r.referral_id DESC LIMIT $5)sql"};

}  // namespace

Result<std::vector<Referral>> ListReferrals(Database& database, const Terms& terms,
                                            const ReferralQuery& query) {
  Values values{terms.viewer, query.before_created, query.before_id};
  if (query.nik_index) {
    values.emplace_back(Blob{*query.nik_index});
    values.emplace_back(query.limit);
    return ReferralsFromRows(database.Query(terms, kListOfNik, std::move(values)));
  }
  values.emplace_back(query.limit);
  if (query.area) {
    values.emplace_back(query.area->ToString());
    return ReferralsFromRows(database.Query(terms, kListOfArea, std::move(values)));
  }
  if (!query.state) return ReferralsFromRows(database.Query(terms, kListAll, std::move(values)));
  values.emplace_back(static_cast<std::int64_t>(*query.state));
  return ReferralsFromRows(database.Query(terms, kListOfState, std::move(values)));
}

}  // namespace sinergi::referrals
