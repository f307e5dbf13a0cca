#pragma once

#include <functional>

#include "common/offices/offices.h"
#include "common/outbox/changes.h"
#include "common/outbox/outbox.h"
#include "services/referrals/application/context.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {

struct RegisterFacility {
  FacilityKind kind;
  std::string name;
  std::string office;
  RegionCode region;
  std::vector<FacilityService> services;
};

using FacilityAnswer = std::function<std::string(const Facility&)>;

// The directory's use cases. Safe from any thread.
class FacilityOperations {
 public:
  FacilityOperations(Database& database, Changes& changes, const Outbox& outbox,
                     const Offices& offices, const Clock& clock);

  // PERMISSION_DENIED FACILITY_OFFICE_NOT_YOURS, ALREADY_EXISTS FACILITY_NAME_TAKEN.
  Result<std::string> Register(const Context& context, const ChangeRequest& request,
                               const RegisterFacility& command, const FacilityAnswer& answer);

  // NOT_FOUND FACILITY_NOT_FOUND.
  Result<Facility> Get(const Context& context, FacilityId id);

  Result<std::vector<Facility>> List(const Context& context, const FacilityQuery& query);

 private:
  Database& database_;
  Changes& changes_;
  const Outbox& outbox_;
  const Offices& offices_;
  const Clock& clock_;
};

}  // namespace sinergi::referrals
