#pragma once

#include "services/referrals/application/facility_changes.h"

namespace sinergi::referrals {

using FacilitiesAnswer = std::function<std::string(const std::vector<Facility>&)>;

// Who reads the directory; how it changes: FacilityChanges. Safe from any thread.
class FacilityOperations {
 public:
  FacilityOperations(Database& database, const Clock& clock, Cache& cache)
      : database_(database), cache_(cache, clock) {}

  // NOT_FOUND FACILITY_NOT_FOUND. What it answered is kept for FindKept.
  Result<std::string> Get(const Context& context, FacilityId id, const FacilityAnswer& answer);

  // The answer that is kept, without a database; see FacilityCache::Find.
  void FindKept(FacilityId id, FacilityCache::Done done) const { cache_.Find(id, std::move(done)); }

  Result<std::string> List(const Context& context, const FacilityQuery& query,
                           const FacilitiesAnswer& answer);

 private:
  Database& database_;
  const FacilityCache cache_;
};

}  // namespace sinergi::referrals
