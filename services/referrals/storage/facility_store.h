#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "services/referrals/domain/facility.h"

namespace sinergi::referrals {

// Which facilities a list has, and after which one it goes on.
struct FacilityQuery {
  std::optional<RegionCode> region;
  std::string office;  // empty for every office
  std::string after_name;
  std::string after_id;
  std::int64_t limit = 0;
};

// Rows of facilities and of what they offer. Names are unique within an office:
// facilities_office_name_key.
class FacilityStore {
 public:
  static void Insert(Transaction& tx, const Facility& facility);

  // All of a facility that can change, but for services that it no longer offers: see Withdraw.
  static void Update(Transaction& tx, const Facility& facility);

  // Stops offering the service. False when somebody has or waits for a place of it.
  static Result<bool> Withdraw(Transaction& tx, FacilityId id, FacilityService service);

  // Of each id, none where there is no such facility.
  static Result<std::vector<std::optional<Facility>>> FindEach(Transaction& tx,
                                                               const std::vector<FacilityId>& ids);

  static Result<bool> IsNameTaken(Transaction& tx, const std::string& office,
                                  const std::string& name);

  // With its row locked, not those of its services.
  static Result<std::optional<Facility>> FindForUpdate(Transaction& tx, FacilityId id);
  static Result<std::optional<Facility>> Find(Database& database, Deadline deadline, FacilityId id);
  static Result<std::vector<Facility>> List(Database& database, Deadline deadline,
                                            const FacilityQuery& query);
};

// Services as one text, as a column holds them: "1,3".
std::string JoinServices(const std::vector<FacilityService>& services);
std::vector<FacilityService> SplitServices(std::string_view text);

}  // namespace sinergi::referrals
