#include "services/referrals/storage/place_store.h"

namespace sinergi::referrals {
namespace {

// Where there is no limit, who is there is counted all the same: there may be one later.
constexpr Statement kTake{R"sql(
  UPDATE facility_services SET taken = taken + 1
  WHERE facility_id = $1 AND service = $2
    AND (places IS NULL OR (waiting = 0 AND taken < places))
  RETURNING service)sql"};

constexpr Statement kOffered{R"sql(
  SELECT keeps_list FROM facility_services WHERE facility_id = $1 AND service = $2)sql"};

constexpr Statement kWait{R"sql(
  UPDATE facility_services SET waiting = waiting + 1
  WHERE facility_id = $1 AND service = $2 AND keeps_list = 1 RETURNING service)sql"};

// Where places are no longer counted, there is one for everybody.
constexpr Statement kTakeAfterWaiting{R"sql(
  UPDATE facility_services SET waiting = waiting - 1, taken = taken + 1
  WHERE facility_id = $1 AND service = $2 AND (places IS NULL OR taken < places)
  RETURNING service)sql"};

constexpr Statement kLeave{R"sql(
  UPDATE facility_services SET taken = taken - 1 WHERE facility_id = $1 AND service = $2)sql"};

constexpr Statement kLeaveList{R"sql(
  UPDATE facility_services SET waiting = waiting - 1 WHERE facility_id = $1 AND service = $2)sql"};

Values KeyOf(FacilityId facility, FacilityService service) {
  return {facility.ToString(), static_cast<std::int64_t>(service)};
}

Result<bool> Changes(Transaction& tx, const Statement& statement, Values key) {
  const auto rows = tx.Query(statement, std::move(key));
  if (!rows) return rows.error();
  return !rows->empty();
}

}  // namespace

Result<PlaceStore::Taken> PlaceStore::Take(Transaction& tx, FacilityId facility,
                                           FacilityService service) {
  const Values key = KeyOf(facility, service);
  const auto taken = Changes(tx, kTake, key);
  if (!taken) return taken.error();
  if (*taken) return Taken::kHeld;
  const auto offered = tx.Query(kOffered, key);
  if (!offered) return offered.error();
  if (offered->empty()) return Taken::kNotOffered;
  if (offered->front().Integer(0) == 0) return Taken::kFull;
  const auto waits = Changes(tx, kWait, key);
  if (!waits) return waits.error();
  return *waits ? Taken::kWaiting : Taken::kFull;
}

Result<bool> PlaceStore::TakeAfterWaiting(Transaction& tx, FacilityId facility,
                                          FacilityService service) {
  return Changes(tx, kTakeAfterWaiting, KeyOf(facility, service));
}

void PlaceStore::Release(Transaction& tx, FacilityId facility, FacilityService service,
                         Place place) {
  tx.Execute(place == Place::kHeld ? kLeave : kLeaveList, KeyOf(facility, service));
}

}  // namespace sinergi::referrals
