#include "services/referrals/storage/facility_store.h"

#include "services/referrals/storage/facility_row.h"

namespace sinergi::referrals {
namespace {

constexpr Statement kInsert{R"sql(
  INSERT INTO facilities (
    facility_id, kind, name, office, region, registered_at, revision, state, updated_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9))sql"};

constexpr Statement kUpdate{R"sql(
  UPDATE facilities SET state = $2, revision = $3, updated_at = $4 WHERE facility_id = $1)sql"};

constexpr Statement kPutService{R"sql(
  INSERT INTO facility_services (
    facility_id, service, places, keeps_list, min_age, max_age, levels)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (facility_id, service) DO UPDATE SET places = excluded.places,
    keeps_list = excluded.keeps_list, min_age = excluded.min_age, max_age = excluded.max_age,
    levels = excluded.levels)sql"};

constexpr Statement kWithdraw{R"sql(
  DELETE FROM facility_services
  WHERE facility_id = $1 AND service = $2 AND taken = 0 AND waiting = 0 RETURNING service)sql"};

constexpr Statement kLock{"SELECT revision FROM facilities WHERE facility_id = $1"};

constexpr Statement kNamed{"SELECT name FROM facilities WHERE office = $1 AND name = $2"};

constexpr Statement kFind{R"sql(
  SELECT f.facility_id, f.kind, f.name, f.office, f.region, f.state, f.registered_at, f.updated_at,
    f.revision, s.service, s.places, s.keeps_list, s.min_age, s.max_age, s.levels
  FROM facilities AS f JOIN facility_services AS s ON s.facility_id = f.facility_id
  WHERE f.facility_id = $1
  ORDER BY s.service)sql"};

// An area's code sorts directly before the codes of what lies in it: "19.04" to before "19.04/".
constexpr Statement kList{R"sql(
  SELECT f.facility_id, f.kind, f.name, f.office, f.region, f.state, f.registered_at, f.updated_at,
    f.revision, s.service, s.places, s.keeps_list, s.min_age, s.max_age, s.levels
  FROM facilities AS f JOIN facility_services AS s ON s.facility_id = f.facility_id
  WHERE f.facility_id IN (
    SELECT facility_id FROM facilities
    WHERE (name, facility_id) > ($1, $2)
      AND ($3 = '' OR region = $3 OR (region > $3 || '.' AND region < $3 || '/'))
      AND ($4 = '' OR office = $4)
    ORDER BY name, facility_id LIMIT $5)
  ORDER BY f.name, f.facility_id, s.service)sql"};

std::optional<Facility> FirstOf(const Rows& rows) {
  auto facilities = FacilitiesFromRows(rows);
  if (facilities.empty()) return std::nullopt;
  return std::move(facilities.front());
}

void PutServices(Transaction& tx, const Facility& facility) {
  for (const OfferedService& offered : facility.services) {
    Values values{facility.id.ToString()};
    for (Value& value : OfferedValues(offered)) values.push_back(std::move(value));
    tx.Execute(kPutService, std::move(values));
  }
}

}  // namespace

void FacilityStore::Insert(Transaction& tx, const Facility& facility) {
  tx.Execute(kInsert,
             {facility.id.ToString(), static_cast<std::int64_t>(facility.kind), facility.name,
              facility.office, facility.region.ToString(), ToMicroseconds(facility.registered),
              facility.revision, static_cast<std::int64_t>(facility.state),
              ToMicroseconds(facility.updated)});
  PutServices(tx, facility);
}

void FacilityStore::Update(Transaction& tx, const Facility& facility) {
  tx.Execute(kUpdate, {facility.id.ToString(), static_cast<std::int64_t>(facility.state),
                       facility.revision, ToMicroseconds(facility.updated)});
  PutServices(tx, facility);
}

Result<bool> FacilityStore::Withdraw(Transaction& tx, FacilityId id, FacilityService service) {
  const auto gone = tx.Query(kWithdraw, {id.ToString(), static_cast<std::int64_t>(service)});
  if (!gone) return gone.error();
  return !gone->empty();
}

Result<std::vector<std::optional<Facility>>> FacilityStore::FindEach(
    Transaction& tx, const std::vector<FacilityId>& ids) {
  std::vector<Values> asked;
  for (const FacilityId id : ids) asked.push_back({id.ToString()});
  const auto each = tx.QueryEach(kFind, std::move(asked));
  if (!each) return each.error();
  std::vector<std::optional<Facility>> found;
  for (const Rows& rows : *each) found.push_back(FirstOf(rows));
  return found;
}

Result<bool> FacilityStore::IsNameTaken(Transaction& tx, const std::string& office,
                                        const std::string& name) {
  const auto rows = tx.Query(kNamed, {office, name});
  if (!rows) return rows.error();
  return !rows->empty();
}

Result<std::optional<Facility>> FacilityStore::FindForUpdate(Transaction& tx, FacilityId id) {
  if (const auto locked = tx.QueryForUpdate(kLock, {id.ToString()}); !locked) return locked.error();
  const auto rows = tx.Query(kFind, {id.ToString()});
  if (!rows) return rows.error();
  return FirstOf(*rows);
}

Result<std::optional<Facility>> FacilityStore::Find(Database& database, Deadline deadline,
                                                    FacilityId id) {
  const auto rows = database.Query(deadline, kFind, {id.ToString()});
  if (!rows) return rows.error();
  return FirstOf(*rows);
}

Result<std::vector<Facility>> FacilityStore::List(Database& database, Deadline deadline,
                                                  const FacilityQuery& query) {
  const std::string region = query.region ? query.region->ToString() : "";
  const auto rows = database.Query(
      deadline, kList, {query.after_name, query.after_id, region, query.office, query.limit});
  if (!rows) return rows.error();
  return FacilitiesFromRows(*rows);
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
