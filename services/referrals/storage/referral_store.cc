#include "services/referrals/storage/referral_store.h"

#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO referrals (
    referral_id, reference, state, sender_facility, sender_office, receiver_facility,
    receiver_office, region, service, priority, person_id, rejection, outcome_result,
    outcome_services, outcome_contacts, created_at, updated_at, sent_at, answered_at, completed_at,
    revision)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
          $21))sql"};

constexpr Statement kUpdate{R"sql(
  UPDATE referrals SET state = $2, rejection = $3, outcome_result = $4, outcome_services = $5,
    outcome_contacts = $6, updated_at = $7, sent_at = $8, answered_at = $9, completed_at = $10,
    revision = $11
  WHERE referral_id = $1)sql"};

constexpr Statement kAddViewer{R"sql(
  INSERT INTO referral_viewers (viewer, created_at, referral_id) VALUES ($1, $2, $3)
  ON CONFLICT (viewer, created_at, referral_id) DO NOTHING)sql"};

constexpr Statement kFindById{R"sql(
  SELECT referral_id, reference, state, sender_facility, sender_office, receiver_facility,
    receiver_office, region, service, priority, person_id, rejection, outcome_result,
    outcome_services, outcome_contacts, created_at, updated_at, sent_at, answered_at, completed_at,
    revision
  FROM referrals WHERE referral_id = $1)sql"};

constexpr Statement kFindSeenById{R"sql(
  SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision
  FROM referrals r JOIN referral_viewers v
    ON v.viewer = $2 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.referral_id = $1)sql"};

constexpr Statement kFindSeenByReference{R"sql(
  SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision
  FROM referrals r JOIN referral_viewers v
    ON v.viewer = $2 AND v.created_at = r.created_at AND v.referral_id = r.referral_id
  WHERE r.reference = $1)sql"};

constexpr Statement kMaySee{R"sql(
  SELECT viewer FROM referral_viewers
  WHERE viewer = $1 AND created_at = $2 AND referral_id = $3)sql"};

constexpr Statement kViewers{R"sql(
  SELECT viewer FROM referral_viewers WHERE referral_id = $1 ORDER BY viewer)sql"};

constexpr Statement kOffices{R"sql(
  SELECT substr(viewer, 8) FROM referral_viewers
  WHERE referral_id = $1 AND viewer LIKE 'office:%' ORDER BY viewer)sql"};

constexpr Statement kList{R"sql(
  SELECT r.referral_id, r.reference, r.state, r.sender_facility, r.sender_office,
    r.receiver_facility, r.receiver_office, r.region, r.service, r.priority, r.person_id,
    r.rejection, r.outcome_result, r.outcome_services, r.outcome_contacts, r.created_at,
    r.updated_at, r.sent_at, r.answered_at, r.completed_at, r.revision
  FROM referral_viewers v JOIN referrals r ON r.referral_id = v.referral_id
  WHERE v.viewer = $1 AND (v.created_at, v.referral_id) < ($2, $3) AND ($4 = 0 OR r.state = $4)
  ORDER BY v.created_at DESC, v.referral_id DESC LIMIT $5)sql"};

std::optional<Instant> InstantOrNull(const Row& row, std::size_t column) {
  if (row.IsNull(column)) return std::nullopt;
  return FromMicroseconds(row.Integer(column));
}

Value OrNull(std::optional<Instant> instant) {
  return instant ? Value(ToMicroseconds(*instant)) : Value();
}

Value FacilityOrNull(const std::optional<FacilityId>& facility) {
  return facility ? Value(facility->ToString()) : Value();
}

Value RejectionOrNull(const ReferralData& data) {
  return data.rejection ? Value(static_cast<std::int64_t>(*data.rejection)) : Value();
}

// outcome_result, outcome_services, outcome_contacts
Values OutcomeValues(const ReferralData& data) {
  if (!data.outcome) return {Value(), Value(), Value()};
  return {static_cast<std::int64_t>(data.outcome->result),
          JoinServices(data.outcome->services_given),
          static_cast<std::int64_t>(data.outcome->contacts)};
}

std::optional<Outcome> OutcomeFromRow(const Row& row) {
  if (row.IsNull(12)) return std::nullopt;
  return Outcome{static_cast<OutcomeResult>(row.Integer(12)), SplitServices(row.Text(13)),
                 static_cast<int>(row.Integer(14))};
}

Party PartyFromRow(const Row& row, std::size_t facility, std::size_t office) {
  Party party{std::nullopt, row.Text(office)};
  if (!row.IsNull(facility)) party.facility = FacilityId::Parse(row.Text(facility));
  return party;
}

Referral FromRow(const Row& row) {
  ReferralData data{ReferralId::Parse(row.Text(0)).value_or(ReferralId()),
                    ReferralReference::Parse(row.Text(1)).value(),
                    static_cast<ReferralState>(row.Integer(2)),
                    PartyFromRow(row, 3, 4),
                    PartyFromRow(row, 5, 6),
                    RegionCode::Parse(row.Text(7)).value(),
                    static_cast<FacilityService>(row.Integer(8)),
                    static_cast<ReferralPriority>(row.Integer(9)),
                    PersonId::Parse(row.Text(10)).value_or(PersonId()),
                    std::nullopt,
                    OutcomeFromRow(row),
                    FromMicroseconds(row.Integer(15)),
                    FromMicroseconds(row.Integer(16)),
                    InstantOrNull(row, 17),
                    InstantOrNull(row, 18),
                    InstantOrNull(row, 19),
                    row.Integer(20)};
  if (!row.IsNull(11)) data.rejection = static_cast<RejectionReason>(row.Integer(11));
  return Referral(std::move(data));
}

Result<std::optional<Referral>> FirstOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Referral>();
  return std::optional(FromRow(rows->front()));
}

Result<std::vector<std::string>> FirstColumn(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<std::string> texts;
  for (const Row& row : *rows) texts.push_back(row.Text(0));
  return texts;
}

}  // namespace

void ReferralStore::Insert(Transaction& tx, const Referral& referral) {
  const ReferralData& data = referral.data();
  Values values{data.id.ToString(),
                data.reference.ToString(),
                static_cast<std::int64_t>(data.state),
                FacilityOrNull(data.sender.facility),
                data.sender.office,
                FacilityOrNull(data.receiver.facility),
                data.receiver.office,
                data.region.ToString(),
                static_cast<std::int64_t>(data.service),
                static_cast<std::int64_t>(data.priority),
                data.person.ToString(),
                RejectionOrNull(data)};
  for (Value& value : OutcomeValues(data)) values.push_back(std::move(value));
  for (Value& value :
       Values{ToMicroseconds(data.created), ToMicroseconds(data.updated), OrNull(data.sent),
              OrNull(data.answered), OrNull(data.completed), data.revision}) {
    values.push_back(std::move(value));
  }
  tx.Execute(kInsert, std::move(values));
}

void ReferralStore::Update(Transaction& tx, const Referral& referral) {
  const ReferralData& data = referral.data();
  Values values{data.id.ToString(), static_cast<std::int64_t>(data.state), RejectionOrNull(data)};
  for (Value& value : OutcomeValues(data)) values.push_back(std::move(value));
  for (Value& value : Values{ToMicroseconds(data.updated), OrNull(data.sent), OrNull(data.answered),
                             OrNull(data.completed), data.revision}) {
    values.push_back(std::move(value));
  }
  tx.Execute(kUpdate, std::move(values));
}

void ReferralStore::AddViewer(Transaction& tx, const Referral& referral,
                              const std::string& viewer) {
  tx.Execute(kAddViewer,
             {viewer, ToMicroseconds(referral.data().created), referral.data().id.ToString()});
}

Result<std::optional<Referral>> ReferralStore::FindForUpdate(Transaction& tx, ReferralId id) {
  return FirstOf(tx.QueryForUpdate(kFindById, {id.ToString()}));
}

Result<std::optional<Referral>> ReferralStore::Find(Database& database, const Terms& terms,
                                                    ReferralId id) {
  return FirstOf(database.Query(terms, kFindSeenById, {id.ToString(), terms.viewer}));
}

Result<std::optional<Referral>> ReferralStore::Find(Database& database, const Terms& terms,
                                                    const ReferralReference& reference) {
  return FirstOf(database.Query(terms, kFindSeenByReference, {reference.ToString(), terms.viewer}));
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

Result<std::vector<std::string>> ReferralStore::OfficesThatSee(Transaction& tx,
                                                               const Referral& referral) {
  return FirstColumn(tx.Query(kOffices, {referral.data().id.ToString()}));
}

Result<std::vector<Referral>> ReferralStore::List(Database& database, const Terms& terms,
                                                  const ReferralQuery& query) {
  const std::int64_t state = query.state ? static_cast<std::int64_t>(*query.state) : 0;
  const auto rows = database.Query(
      terms, kList, {terms.viewer, query.before_created, query.before_id, state, query.limit});
  if (!rows) return rows.error();
  std::vector<Referral> referrals;
  for (const Row& row : *rows) referrals.push_back(FromRow(row));
  return referrals;
}

}  // namespace sinergi::referrals
