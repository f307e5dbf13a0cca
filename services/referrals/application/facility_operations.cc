#include "services/referrals/application/facility_operations.h"

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

Result<std::string> FacilityOperations::Get(const Context& context, FacilityId id,
                                            const FacilityAnswer& answer) {
  auto found = FacilityStore::Find(database_, context.deadline, id);
  if (!found) return found.error();
  if (!*found) return Error::Of(reasons::kFacilityNotFound, {{"facility", id.ToString()}});
  std::string answered = answer(**found);
  cache_.Put(**found, answered);
  return answered;
}

Result<std::string> FacilityOperations::List(const Context& context, const FacilityQuery& query,
                                             const FacilitiesAnswer& answer) {
  FacilityCache::Page page = cache_.FindPage(query);
  if (page.answer) return *std::move(page.answer);
  const auto found = FacilityStore::List(database_, context.deadline, query);
  if (!found) return found.error();
  page.answer = answer(*found);
  cache_.PutPage(query, page);
  return *std::move(page.answer);
}

}  // namespace sinergi::referrals
