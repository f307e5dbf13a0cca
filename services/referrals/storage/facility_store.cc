#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO facilities (facility_id, kind, name, office, region, services, registered_at, revision)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8))sql"};

constexpr Statement kFind{R"sql(
  SELECT facility_id, kind, name, office, region, services, registered_at, revision
  FROM facilities WHERE facility_id = $1)sql"};

// An area's code sorts directly before the codes of what lies in it: "19.04" to before "19.04/".
constexpr Statement kList{R"sql(
  SELECT facility_id, kind, name, office, region, services, registered_at, revision
  FROM facilities
  WHERE (name, facility_id) > ($1, $2)
    AND ($3 = '' OR region = $3 OR (region > $3 || '.' AND region < $3 || '/'))
    AND ($4 = '' OR office = $4)
  ORDER BY name, facility_id LIMIT $5)sql"};

Facility FromRow(const Row& row) {
  return {FacilityId::Parse(row.Text(0)).value_or(FacilityId()),
          static_cast<FacilityKind>(row.Integer(1)),
          row.Text(2),
          row.Text(3),
          RegionCode::Parse(row.Text(4)).value(),
          SplitServices(row.Text(5)),
          FromMicroseconds(row.Integer(6)),
          row.Integer(7)};
}

Result<std::optional<Facility>> FirstOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<Facility>();
  return std::optional(FromRow(rows->front()));
}

}  // namespace

void FacilityStore::Insert(Transaction& tx, const Facility& facility) {
  tx.Execute(kInsert,
             {facility.id.ToString(), static_cast<std::int64_t>(facility.kind), facility.name,
              facility.office, facility.region.ToString(), JoinServices(facility.services),
              ToMicroseconds(facility.registered), facility.revision});
}

Result<std::vector<std::optional<Facility>>> FacilityStore::FindEach(
    Transaction& tx, const std::vector<FacilityId>& ids) {
  std::vector<Values> asked;
  for (const FacilityId id : ids) asked.push_back({id.ToString()});
  const auto each = tx.QueryEach(kFind, std::move(asked));
  if (!each) return each.error();
  std::vector<std::optional<Facility>> found;
  for (const Rows& rows : *each) {
    found.push_back(rows.empty() ? std::nullopt : std::optional(FromRow(rows.front())));
  }
  return found;
}

Result<std::optional<Facility>> FacilityStore::Find(Database& database, Deadline deadline,
                                                    FacilityId id) {
  return FirstOf(database.Query(deadline, kFind, {id.ToString()}));
}

Result<std::vector<Facility>> FacilityStore::List(Database& database, Deadline deadline,
                                                  const FacilityQuery& query) {
  const std::string region = query.region ? query.region->ToString() : "";
  const auto rows = database.Query(
      deadline, kList, {query.after_name, query.after_id, region, query.office, query.limit});
  if (!rows) return rows.error();
  std::vector<Facility> facilities;
  for (const Row& row : *rows) facilities.push_back(FromRow(row));
  return facilities;
}

std::string JoinServices(const std::vector<FacilityService>& services) {
  std::string text;
  for (const FacilityService service : services) {
    if (!text.empty()) text += ',';
    text += std::to_string(static_cast<int>(service));
  }
  return text;
}

std::vector<FacilityService> SplitServices(std::string_view text) {
  std::vector<FacilityService> services;
  for (const char c : text) {
    if (c != ',') services.push_back(static_cast<FacilityService>(c - '0'));
  }
  return services;
}

}  // namespace sinergi::referrals
