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

// Rows of facilities. Names are unique within an office: facilities_office_name_key.
class FacilityStore {
 public:
  static void Insert(Transaction& tx, const Facility& facility);
  // Of each id, none where there is no such facility.
  static Result<std::vector<std::optional<Facility>>> FindEach(Transaction& tx,
                                                               const std::vector<FacilityId>& ids);
  static Result<std::optional<Facility>> Find(Database& database, Deadline deadline, FacilityId id);
  static Result<std::vector<Facility>> List(Database& database, Deadline deadline,
                                            const FacilityQuery& query);
};

// Services as one text, as the columns hold them: "1,3".
std::string JoinServices(const std::vector<FacilityService>& services);
std::vector<FacilityService> SplitServices(std::string_view text);

}  // namespace sinergi::referrals
