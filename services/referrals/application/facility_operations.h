#pragma once

#include <functional>

#include "common/offices/offices.h"
#include "common/outbox/changes.h"
#include "common/outbox/outbox.h"
#include "services/referrals/application/context.h"
#include "services/referrals/application/facility_cache.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {

struct RegisterFacility {
  FacilityKind kind;
  std::string name;
  std::string office;
  RegionCode region;
  std::vector<FacilityService> services;
};

// What the use cases answer with, serialised.
using FacilityAnswer = std::function<std::string(const Facility&)>;
using FacilitiesAnswer = std::function<std::string(const std::vector<Facility>&)>;

// The directory's use cases. Safe from any thread.
class FacilityOperations {
 public:
  FacilityOperations(Database& database, Changes& changes, const Outbox& outbox,
                     const Offices& offices, const Clock& clock, Cache& cache);

  // PERMISSION_DENIED FACILITY_OFFICE_NOT_YOURS, ALREADY_EXISTS FACILITY_NAME_TAKEN.
  Result<std::string> Register(const Context& context, const ChangeRequest& request,
                               const RegisterFacility& command, const FacilityAnswer& answer);

  // NOT_FOUND FACILITY_NOT_FOUND. What it answered is kept for FindKept.
  Result<std::string> Get(const Context& context, FacilityId id, const FacilityAnswer& answer);

  // The answer that is kept, without a database; see FacilityCache::Find.
  void FindKept(FacilityId id, FacilityCache::Done done) const { cache_.Find(id, std::move(done)); }

  Result<std::string> List(const Context& context, const FacilityQuery& query,
                           const FacilitiesAnswer& answer);

 private:
  Database& database_;
  Changes& changes_;
  const Outbox& outbox_;
  const Offices& offices_;
  const Clock& clock_;
  const FacilityCache cache_;
};

}  // namespace sinergi::referrals
