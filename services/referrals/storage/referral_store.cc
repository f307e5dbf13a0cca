#include "services/referrals/storage/referral_store.h"

#include "services/referrals/storage/referral_row.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO referrals (
    referral_id, reference, state, sender_facility, sender_office, receiver_facility,
    receiver_office, region, service, priority, person_id, rejection, outcome_result,
    outcome_services, outcome_contacts, created_at, updated_at, sent_at, answered_at, completed_at,
    revision, consent_version, consent_purpose, consent_giver, consent_form, consent_parties,
    consent_given_at, consent_expires_at, consent_revoked_at, consent_revocation, nik_index,
    replaces, part_of, risk_level, bands, routes, standing, route_reason, offered_to, basis)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
          $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32,
          $33, $34, $35, $36, $37, $38, $39, $40))sql"};

constexpr Statement kUpdate{R"sql(
  UPDATE referrals SET state = $2, rejection = $3, outcome_result = $4, outcome_services = $5,
    outcome_contacts = $6, updated_at = $7, sent_at = $8, answered_at = $9, completed_at = $10,
    revision = $11, consent_version = $12, consent_purpose = $13, consent_giver = $14,
    consent_form = $15, consent_parties = $16, consent_given_at = $17, consent_expires_at = $18,
    consent_revoked_at = $19, consent_revocation = $20, received_at = $21, started_at = $22,
    closed_at = $23, hold = $24, cancellation = $25, failure = $26, appointment = $27,
    appointment_at = $28, due_goal = $29, due_at = $30, place = $31,
    receiver_facility = $32, receiver_office = $33, sender_office = $34, sender_facility = $35,
    declined_by = $36, sessions = $37, routes = $38, standing = $39,
    outcome_follow_up = $40, route_reason = $41
  WHERE referral_id = $1)sql"};

constexpr Statement kAddViewer{R"sql(
  INSERT INTO referral_viewers (viewer, created_at, referral_id, state) VALUES ($1, $2, $3, $4)
  ON CONFLICT (viewer, created_at, referral_id) DO NOTHING)sql"};

constexpr Statement kSetState{R"sql(
  UPDATE referral_viewers SET state = $2 WHERE referral_id = $1 AND state <> $2)sql"};

constexpr Statement kRemoveViewer{R"sql(
  DELETE FROM referral_viewers
  WHERE viewer = $1 AND created_at = $2 AND referral_id = $3)sql"};

constexpr Statement kFindById{R"sql(
  SELECT referral_id, reference, state, sender_facility, sender_office,
    receiver_facility, receiver_office, region, service, priority, person_id,
    rejection, outcome_result, outcome_services, outcome_contacts, created_at,
    updated_at, sent_at, answered_at, completed_at, revision, consent_version,
    consent_purpose, consent_giver, consent_form, consent_parties, consent_given_at,
    consent_expires_at, consent_revoked_at, consent_revocation, received_at,
    started_at, closed_at, hold, cancellation, failure, appointment, appointment_at, due_goal,
    due_at, replaces, part_of, place, risk_level, bands, routes, standing, route_reason, offered_to,
    declined_by, basis, sessions, outcome_follow_up
  FROM referrals WHERE referral_id = $1)sql"};

constexpr Statement kFindSeenById{R"sql(
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
    ON v.viewer = $2 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.referral_id = $1)sql"};

constexpr Statement kFindSeenByReference{R"sql(
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
    ON v.viewer = $2 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.reference = $1)sql"};

constexpr Statement kMaySee{R"sql(
  SELECT viewer FROM referral_viewers
  WHERE viewer = $1 AND created_at = $2 AND referral_id = $3)sql"};

constexpr Statement kViewers{R"sql(
  SELECT viewer FROM referral_viewers WHERE referral_id = $1 ORDER BY viewer)sql"};

constexpr Statement kAny{"SELECT viewer FROM referral_viewers WHERE viewer > '' LIMIT 1"};

constexpr Statement kOffices{R"sql(
  SELECT substr(viewer, 8) FROM referral_viewers
  WHERE referral_id = $1 AND viewer LIKE 'office:%' ORDER BY viewer)sql"};

Result<std::optional<Referral>> FirstOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Referral>();
  return std::optional(ReferralFromRow(rows->front()));
}

Result<std::vector<std::string>> FirstColumn(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<std::string> texts;
  for (const Row& row : *rows) texts.push_back(row.Text(0));
  return texts;
}

}  // namespace

void ReferralStore::Insert(Transaction& tx, const Referral& referral,
                           const std::optional<std::string>& nik_index) {
  Values values = ReferralValues(referral);
  values.push_back(nik_index ? Value(Blob{*nik_index}) : Value());
  for (const auto& other : {referral.data().replaces, referral.data().part_of}) {
    values.push_back(other ? Value(other->ToString()) : Value());
  }
  for (Value& value : RouteValues(referral.data())) values.push_back(std::move(value));
  tx.Execute(kInsert, std::move(values));
}

void ReferralStore::Update(Transaction& tx, const Referral& referral) {
  Values values{referral.data().id.ToString()};
  for (Value& value : ChangedValues(referral)) values.push_back(std::move(value));
  tx.Execute(kUpdate, std::move(values));
}

void ReferralStore::AddViewer(Transaction& tx, const Referral& referral,
                              const std::string& viewer) {
  tx.Execute(kAddViewer,
             {viewer, ToMicroseconds(referral.data().created), referral.data().id.ToString(),
              static_cast<std::int64_t>(referral.data().state)});
}

void ReferralStore::SetState(Transaction& tx, const Referral& referral) {
  tx.Execute(kSetState,
             {referral.data().id.ToString(), static_cast<std::int64_t>(referral.data().state)});
}

void ReferralStore::RemoveViewer(Transaction& tx, const Referral& referral,
                                 const std::string& viewer) {
  tx.Execute(kRemoveViewer,
             {viewer, ToMicroseconds(referral.data().created), referral.data().id.ToString()});
}

void ReferralStore::AddViewers(Transaction& tx, const Referral& referral, const Party& side) {
  AddViewer(tx, referral, OfficeActor(side.office));
  if (side.facility) AddViewer(tx, referral, FacilityActor(side.facility->ToString()));
}

Result<std::optional<Referral>> ReferralStore::FindForUpdate(Transaction& tx, ReferralId id) {
  return FirstOf(tx.QueryForUpdate(kFindById, {id.ToString()}));
}

Result<ReferralStore::Claim> ReferralStore::FindFreeForUpdate(Transaction& tx, ReferralId id) {
  auto free = FirstOf(tx.QueryFreeForUpdate(kFindById, {id.ToString()}));
  if (!free) return free.error();
  if (*free) return Claim{*std::move(free), false};
  const auto held = tx.Query(kFindById, {id.ToString()});
  if (!held) return held.error();
  return Claim{std::nullopt, !held->empty()};
}

Result<std::optional<Referral>> ReferralStore::Find(Database& database, const Terms& terms,
                                                    ReferralId id) {
  return FirstOf(database.Query(terms, kFindSeenById, {id.ToString(), terms.viewer}));
}

Result<std::optional<Referral>> ReferralStore::Find(Database& database, const Terms& terms,
                                                    const ReferralReference& reference) {
  return FirstOf(database.Query(terms, kFindSeenByReference, {reference.ToString(), terms.viewer}));
}

Result<std::vector<Referral>> ReferralStore::FindEachSeen(Database& database, const Terms& terms,
                                                          const std::vector<ReferralId>& ids) {
  std::vector<Values> asked;
  for (const ReferralId id : ids) asked.push_back({id.ToString(), terms.viewer});
  std::vector<Referral> seen;
  const Status read = database.Transact(terms, [&](Transaction& tx) -> Status {
    seen.clear();
    const auto each = tx.QueryEach(kFindSeenById, asked);
    if (!each) return each.error();
    for (const Rows& rows : *each) {
      if (!rows.empty()) seen.push_back(ReferralFromRow(rows.front()));
    }
    return Status::Ok();
  });
  if (!read) return read.error();
  return seen;
}

Result<bool> ReferralStore::MaySee(Transaction& tx, const Referral& referral,
                                   const std::string& viewer) {
  auto rows = tx.Query(
      kMaySee, {viewer, ToMicroseconds(referral.data().created), referral.data().id.ToString()});
  if (!rows) return rows.error();
  return !rows->empty();
}

Result<std::vector<std::string>> ReferralStore::Viewers(Database& database, Deadline deadline,
                                                        ReferralId id) {
  return FirstColumn(database.Query(deadline, kViewers, {id.ToString()}));
}

Result<bool> ReferralStore::HasAny(Database& database, Deadline deadline) {
  const auto rows = database.Query(deadline, kAny, {});
  if (!rows) return rows.error();
  return !rows->empty();
}

Result<std::vector<std::string>> ReferralStore::OfficesThatSee(Transaction& tx,
                                                               const Referral& referral) {
  return FirstColumn(tx.Query(kOffices, {referral.data().id.ToString()}));
}

}  // namespace sinergi::referrals
