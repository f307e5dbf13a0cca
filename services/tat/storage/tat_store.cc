#include "services/tat/storage/tat_store.h"

namespace sinergi::tat {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO tat_requests (tat_request_id, reference, state, agency, investigator_office, office,
    case_id, submitted_at, updated_at, due_at, started_at, ended_at, returned, withdrawn, revision)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15))sql"};

constexpr Statement kInsertViewer{R"sql(
  INSERT INTO tat_viewers (viewer, submitted_at, tat_request_id, state, is_party)
  VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING)sql"};

constexpr Statement kUpdate{R"sql(
  UPDATE tat_requests SET state = $2, updated_at = $3, started_at = $4, ended_at = $5,
    returned = $6, withdrawn = $7, revision = $8
  WHERE tat_request_id = $1)sql"};

constexpr Statement kSetState{"UPDATE tat_viewers SET state = $2 WHERE tat_request_id = $1"};

constexpr Statement kFindForUpdate{R"sql(
  SELECT tat_request_id, reference, state, agency, investigator_office, office, case_id,
    submitted_at, updated_at, due_at, started_at, ended_at, returned, withdrawn, revision
  FROM tat_requests WHERE tat_request_id = $1)sql"};

constexpr Statement kMaySee{R"sql(
  SELECT viewer FROM tat_viewers
  WHERE viewer = $1 AND submitted_at = $2 AND tat_request_id = $3)sql"};

constexpr Statement kFind{R"sql(
  SELECT r.tat_request_id, r.reference, r.state, r.agency, r.investigator_office, r.office,
    r.case_id, r.submitted_at, r.updated_at, r.due_at, r.started_at, r.ended_at, r.returned,
    r.withdrawn, r.revision
  FROM tat_requests AS r JOIN tat_viewers AS v
    ON v.viewer = $2 AND v.submitted_at = r.submitted_at AND v.tat_request_id = r.tat_request_id
  WHERE r.tat_request_id = $1)sql"};

constexpr Statement kFindByReference{R"sql(
  SELECT r.tat_request_id, r.reference, r.state, r.agency, r.investigator_office, r.office,
    r.case_id, r.submitted_at, r.updated_at, r.due_at, r.started_at, r.ended_at, r.returned,
    r.withdrawn, r.revision
  FROM tat_requests AS r JOIN tat_viewers AS v
    ON v.viewer = $2 AND v.submitted_at = r.submitted_at AND v.tat_request_id = r.tat_request_id
  WHERE r.reference = $1)sql"};

constexpr Statement kList{R"sql(
  SELECT r.tat_request_id, r.reference, r.state, r.agency, r.investigator_office, r.office,
    r.case_id, r.submitted_at, r.updated_at, r.due_at, r.started_at, r.ended_at, r.returned,
    r.withdrawn, r.revision
  FROM tat_viewers AS v JOIN tat_requests AS r ON r.tat_request_id = v.tat_request_id
  WHERE v.viewer = $1 AND (v.submitted_at, v.tat_request_id) < ($2, $3)
  ORDER BY v.submitted_at DESC, v.tat_request_id DESC LIMIT $4)sql"};

constexpr Statement kListInState{R"sql(
  SELECT r.tat_request_id, r.reference, r.state, r.agency, r.investigator_office, r.office,
    r.case_id, r.submitted_at, r.updated_at, r.due_at, r.started_at, r.ended_at, r.returned,
    r.withdrawn, r.revision
  FROM tat_viewers AS v JOIN tat_requests AS r ON r.tat_request_id = v.tat_request_id
  WHERE v.viewer = $1 AND v.state = $5 AND (v.submitted_at, v.tat_request_id) < ($2, $3)
  ORDER BY v.submitted_at DESC, v.tat_request_id DESC LIMIT $4)sql"};

constexpr Statement kListWaiting{R"sql(
  SELECT r.tat_request_id, r.reference, r.state, r.agency, r.investigator_office, r.office,
    r.case_id, r.submitted_at, r.updated_at, r.due_at, r.started_at, r.ended_at, r.returned,
    r.withdrawn, r.revision
  FROM tat_deadlines AS d JOIN tat_requests AS r ON r.tat_request_id = d.tat_request_id
  JOIN tat_viewers AS v
    ON v.viewer = $1 AND v.submitted_at = r.submitted_at AND v.tat_request_id = r.tat_request_id
  WHERE d.office = $2 AND (d.due_at, d.tat_request_id) > ($3, $4)
  ORDER BY d.due_at, d.tat_request_id LIMIT $5)sql"};

constexpr Statement kAny{"SELECT viewer FROM tat_viewers WHERE viewer > '' LIMIT 1"};

template <class T>
Value OptionalCode(const std::optional<T>& value) {
  return value ? Value(static_cast<std::int64_t>(*value)) : Value();
}

Value OptionalTime(const std::optional<Instant>& time) {
  return time ? Value(ToMicroseconds(*time)) : Value();
}

std::optional<Instant> TimeAt(const Row& row, std::size_t column) {
  if (row.IsNull(column)) return std::nullopt;
  return FromMicroseconds(row.Integer(column));
}

template <class T>
std::optional<T> CodeAt(const Row& row, std::size_t column) {
  if (row.IsNull(column)) return std::nullopt;
  return static_cast<T>(row.Integer(column));
}

TatRequest FromRow(const Row& row) {
  return TatRequest({TatRequestId::Parse(row.Text(0)).value_or(TatRequestId()),
                     row.Text(1),
                     static_cast<TatState>(row.Integer(2)),
                     {row.Text(3), row.Text(4)},
                     row.Text(5),
                     CaseId::Parse(row.Text(6)).value_or(CaseId()),
                     FromMicroseconds(row.Integer(7)),
                     FromMicroseconds(row.Integer(8)),
                     FromMicroseconds(row.Integer(9)),
                     TimeAt(row, 10),
                     TimeAt(row, 11),
                     CodeAt<ReturnReason>(row, 12),
                     CodeAt<WithdrawalReason>(row, 13),
                     row.Integer(14)});
}

Result<std::optional<TatRequest>> OneOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<TatRequest>();
  return std::optional(FromRow(rows->front()));
}

Result<std::vector<TatRequest>> AllOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  std::vector<TatRequest> requests;
  for (const Row& row : *rows) requests.push_back(FromRow(row));
  return requests;
}

void InsertViewer(Transaction& tx, const TatRequest& request, const std::string& viewer,
                  bool is_party) {
  const TatRequestData& data = request.data();
  tx.Execute(kInsertViewer, {viewer, ToMicroseconds(data.submitted), data.id.ToString(),
                             static_cast<std::int64_t>(data.state), std::int64_t{is_party}});
}

}  // namespace

std::string TeamViewer(const std::string& office) { return "tat/office:" + office; }

std::string InvestigatorViewer(const Investigator& investigator) {
  return investigator.agency.empty() ? "tat/investigators:" + investigator.office
                                     : "tat/agency:" + investigator.agency;
}

void TatStore::Insert(Transaction& tx, const TatRequest& request) {
  const TatRequestData& data = request.data();
  tx.Execute(kInsert, {data.id.ToString(), data.reference, static_cast<std::int64_t>(data.state),
                       data.investigator.agency, data.investigator.office, data.office,
                       data.tat_case.ToString(), ToMicroseconds(data.submitted),
                       ToMicroseconds(data.updated), ToMicroseconds(data.due),
                       OptionalTime(data.started), OptionalTime(data.ended),
                       OptionalCode(data.returned), OptionalCode(data.withdrawn), data.revision});
  InsertViewer(tx, request, InvestigatorViewer(data.investigator), true);
  InsertViewer(tx, request, TeamViewer(data.office), true);
}

void TatStore::Update(Transaction& tx, const TatRequest& request) {
  const TatRequestData& data = request.data();
  const auto state = static_cast<std::int64_t>(data.state);
  tx.Execute(kUpdate, {data.id.ToString(), state, ToMicroseconds(data.updated),
                       OptionalTime(data.started), OptionalTime(data.ended),
                       OptionalCode(data.returned), OptionalCode(data.withdrawn), data.revision});
  tx.Execute(kSetState, {data.id.ToString(), state});
}

void TatStore::AddViewer(Transaction& tx, const TatRequest& request, const std::string& office) {
  InsertViewer(tx, request, TeamViewer(office), false);
}

Result<bool> TatStore::HasAny(Database& database, Deadline deadline) {
  const auto rows = database.Query(deadline, kAny, {});
  if (!rows) return rows.error();
  return !rows->empty();
}

Result<std::optional<TatRequest>> TatStore::FindForUpdate(Transaction& tx, TatRequestId id) {
  return OneOf(tx.QueryForUpdate(kFindForUpdate, {id.ToString()}));
}

Result<bool> TatStore::MaySee(Transaction& tx, const TatRequest& request,
                              const std::string& viewer) {
  const auto rows = tx.Query(
      kMaySee, {viewer, ToMicroseconds(request.data().submitted), request.data().id.ToString()});
  if (!rows) return rows.error();
  return !rows->empty();
}

Result<std::optional<TatRequest>> TatStore::Find(Database& database, const Terms& terms,
                                                 TatRequestId id) {
  return OneOf(database.Query(terms, kFind, {id.ToString(), terms.viewer}));
}

Result<std::optional<TatRequest>> TatStore::Find(Database& database, const Terms& terms,
                                                 const std::string& reference) {
  return OneOf(database.Query(terms, kFindByReference, {reference, terms.viewer}));
}

Result<std::vector<TatRequest>> TatStore::List(Database& database, const Terms& terms,
                                               const TatQuery& query) {
  Values values{terms.viewer, query.before_submitted, query.before_id, query.limit};
  if (query.state) values.emplace_back(static_cast<std::int64_t>(*query.state));
  return AllOf(database.Query(terms, query.state ? kListInState : kList, std::move(values)));
}

Result<std::vector<TatRequest>> TatStore::ListWaiting(Database& database, const Terms& terms,
                                                      const TatWaitingQuery& query) {
  return AllOf(
      database.Query(terms, kListWaiting,
                     {terms.viewer, query.office, query.after_due, query.after_id, query.limit}));
}

}  // namespace sinergi::tat
