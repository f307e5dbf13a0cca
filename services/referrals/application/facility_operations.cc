#include "services/referrals/application/facility_operations.h"

#include "common/evidence/evidence.h"
#include "common/regions/regions.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/messaging/referral_events.h"

namespace sinergi::referrals {

FacilityOperations::FacilityOperations(Database& database, Changes& changes, const Outbox& outbox,
                                       const Offices& offices, const Clock& clock, Cache& cache)
    : database_(database),
      changes_(changes),
      outbox_(outbox),
      offices_(offices),
      clock_(clock),
      cache_(cache, clock) {}

Result<std::string> FacilityOperations::Register(const Context& context,
                                                 const ChangeRequest& request,
                                                 const RegisterFacility& command,
                                                 const FacilityAnswer& answer) {
  if (context.caller.office != command.office) {
    return Error::Of(reasons::kFacilityOfficeNotYours, {{"office", command.office}});
  }
  const Instant now = clock_.Now();
  const Facility facility{FacilityId::Make(now), command.kind,     command.name, command.office,
                          command.region,        command.services, now};
  auto offices = offices_.Serving(facility.region, LocalDay(now, Regions::ZoneOf(facility.region)));
  offices.push_back(facility.office);
  const Event event = FacilityRegistered(facility, {std::move(offices), context.traceparent});
  auto made = changes_.Once(request, context.deadline, [&](Transaction& tx) -> Result<std::string> {
    FacilityStore::Insert(tx, facility);
    outbox_.Append(tx, event);
    RecordEvidence(tx, {now, context.caller.subject, "facilities.register", event.subject, ""});
    return answer(facility);
  });
  if (!made && Violates(made.error(), "facilities_office_name_key")) {
    return Error::Of(reasons::kFacilityNameTaken,
                     {{"office", command.office}, {"name", command.name}});
  }
  if (made) cache_.Changed();
  return made;
}

Result<std::string> FacilityOperations::Get(const Context& context, FacilityId id,
                                            const FacilityAnswer& answer) {
  auto found = FacilityStore::Find(database_, context.deadline, id);
  if (!found) return found.error();
  if (!*found) return Error::Of(reasons::kFacilityNotFound, {{"facility", id.ToString()}});
  std::string answered = answer(**found);
  cache_.Put(id, answered);
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
