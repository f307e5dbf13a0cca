#include "services/referrals/application/facility_changes.h"

#include "common/evidence/evidence.h"
#include "common/identity/permissions.h"
#include "common/identity/reasons.h"
#include "common/regions/regions.h"
#include "common/result/reasons.h"
#include "services/referrals/domain/reasons.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {
namespace {

constexpr const char* kEmpowerment = "service:empowerment";  // who tells of units

// Its own people, who need be of no deputy's; of its office's, those of the deputy that owns
// facilities.
Status CheckIsOf(const Facility& facility, const Caller& caller) {
  if (caller.facility == facility.id.ToString()) return Status::Ok();
  if (!caller.facility.empty() || caller.office != facility.office) {
    return Error::Of(reasons::kFacilityNotYours, {{"facility", facility.name}});
  }
  if (caller.deputy == kRehabilitasi) return Status::Ok();
  return Error::Of(::sinergi::reasons::kDeputyNotYours, {{"deputy", std::string(kRehabilitasi)}});
}

Status Withdraw(Transaction& tx, const Facility& before, const Facility& after) {
  for (const OfferedService& offered : before.services) {
    if (after.Offers(offered.service) != nullptr) continue;
    const auto gone = FacilityStore::Withdraw(tx, before.id, offered.service);
    if (!gone) return gone.error();
    if (!*gone) {
      return Error::Of(
          reasons::kPlacesInUse,
          {{"facility", before.name}, {"service", std::string(ServiceName(offered.service))}});
    }
  }
  return Status::Ok();
}

}  // namespace

// A change of one facility: what it does, and how it is permitted and told.
struct FacilityChanges::Verb {
  const char* permission;
  std::function<Status(Facility&, Instant)> apply;
  Event (*announce)(const Facility&, const EventContext&);
};

FacilityChanges::FacilityChanges(Changes& changes, const Outbox& outbox, const Offices& offices,
                                 const Clock& clock, Cache& cache)
    : changes_(changes), outbox_(outbox), offices_(offices), clock_(clock), cache_(cache, clock) {}

Result<std::string> FacilityChanges::Register(const Context& context, const ChangeRequest& request,
                                              const RegisterFacility& command,
                                              const FacilityAnswer& answer) {
  if (context.caller.office != command.office) {
    return Error::Of(reasons::kFacilityOfficeNotYours, {{"office", command.office}});
  }
  const Instant now = clock_.Now();
  const Facility facility{FacilityId::Make(now), command.kind,     command.name, command.office,
                          command.region,        command.services, now};
  const Event event = FacilityRegistered(facility, Concerned(facility, now, context.traceparent));
  auto made = changes_.Once(request, context.deadline, [&](Transaction& tx) -> Result<std::string> {
    FacilityStore::Insert(tx, facility);
    Announce(tx, event, context.caller.subject, "facilities.register", now);
    return answer(facility);
  });
  if (!made && Violates(made.error(), "facilities_office_name_key")) {
    return Error::Of(reasons::kFacilityNameTaken,
                     {{"office", command.office}, {"name", command.name}});
  }
  if (made) cache_.Changed();
  return made;
}

Result<std::string> FacilityChanges::SetServices(const Context& context,
                                                 const ChangeRequest& request,
                                                 const FacilityTarget& target,
                                                 const std::vector<OfferedService>& services,
                                                 const FacilityAnswer& answer) {
  const auto apply = [&](Facility& facility, Instant now) {
    facility.SetServices(services, now);
    return Status::Ok();
  };
  return Take(context, request, target, {"facilities.manage", apply, FacilityServicesChanged},
              answer);
}

Result<std::string> FacilityChanges::SetState(const Context& context, const ChangeRequest& request,
                                              const FacilityTarget& target, FacilityState state,
                                              const FacilityAnswer& answer) {
  const auto apply = [&](Facility& facility, Instant now) { return facility.SetState(state, now); };
  return Take(context, request, target, {"facilities.manage", apply, FacilityStateChanged}, answer);
}

Result<std::string> FacilityChanges::Take(const Context& context, const ChangeRequest& request,
                                          const FacilityTarget& target, const Verb& verb,
                                          const FacilityAnswer& answer) {
  const Instant now = clock_.Now();
  auto changed =
      changes_.Once(request, context.deadline, [&](Transaction& tx) -> Result<std::string> {
        auto facility = Find(tx, context, target);
        if (!facility) return facility.error();
        const Facility before = *facility;
        if (auto done = verb.apply(*facility, now); !done) return done.error();
        if (auto done = Withdraw(tx, before, *facility); !done) return done.error();
        FacilityStore::Update(tx, *facility);
        Announce(tx, verb.announce(*facility, Concerned(*facility, now, context.traceparent)),
                 context.caller.subject, verb.permission, now);
        cache_.Forget(before);
        return answer(*facility);
      });
  if (changed) cache_.Changed();
  return changed;
}

Result<Facility> FacilityChanges::Find(Transaction& tx, const Context& context,
                                       const FacilityTarget& target) {
  auto found = FacilityStore::FindForUpdate(tx, target.id);
  if (!found) return found.error();
  if (!*found) return Error::Of(reasons::kFacilityNotFound, {{"facility", target.id.ToString()}});
  Facility& facility = **found;
  if (auto theirs = CheckIsOf(facility, context.caller); !theirs) return theirs.error();
  if (!target.etag.empty() && target.etag != facility.Etag()) {
    return Error::Of(::sinergi::reasons::kEtagMismatch, {{"resource", facility.name}});
  }
  return std::move(facility);
}

Status FacilityChanges::OpenUnit(Transaction& tx, const IbmUnit& unit,
                                 const std::string& traceparent) const {
  auto found = FacilityStore::FindForUpdate(tx, unit.id);
  if (!found) return found.error();
  if (*found) return SetUnitState(tx, **std::move(found), FacilityState::kOpen, traceparent);
  const auto taken = FacilityStore::IsNameTaken(tx, unit.office, unit.name);
  if (!taken) return taken.error();
  const Instant now = clock_.Now();
  Facility facility{unit.id, FacilityKind::kIbmUnit, unit.name, unit.office, unit.region, {}, now};
  // An office has each name once; a unit that exists is not left out for that.
  if (*taken) facility.name += " (" + unit.id.ToString() + ")";
  for (const FacilityService service : unit.services) facility.services.push_back({service});
  FacilityStore::Insert(tx, facility);
  Announce(tx, FacilityRegistered(facility, Concerned(facility, now, traceparent)), kEmpowerment,
           "facilities.open_unit", now);
  return Status::Ok();
}

Status FacilityChanges::CloseUnit(Transaction& tx, FacilityId unit,
                                  const std::string& traceparent) const {
  auto found = FacilityStore::FindForUpdate(tx, unit);
  if (!found) return found.error();
  if (!*found) return Status::Ok();
  return SetUnitState(tx, **std::move(found), FacilityState::kClosed, traceparent);
}

Status FacilityChanges::SetUnitState(Transaction& tx, Facility facility, FacilityState state,
                                     const std::string& traceparent) const {
  if (facility.state == state) return Status::Ok();
  const Instant now = clock_.Now();
  const Facility before = facility;
  if (auto done = facility.SetState(state, now); !done) return done;
  FacilityStore::Update(tx, facility);
  Announce(tx, FacilityStateChanged(facility, Concerned(facility, now, traceparent)), kEmpowerment,
           state == FacilityState::kOpen ? "facilities.open_unit" : "facilities.close_unit", now);
  cache_.Forget(before);
  return Status::Ok();
}

void FacilityChanges::Announce(Transaction& tx, const Event& event, const std::string& who,
                               const std::string& permission, Instant now) const {
  outbox_.Append(tx, event);
  RecordEvidence(tx, {now, who, permission, event.subject, ""});
}

// Its own office, and those that serve where it stands.
EventContext FacilityChanges::Concerned(const Facility& facility, Instant now,
                                        const std::string& traceparent) const {
  auto offices = offices_.Serving(facility.region, LocalDay(now, Regions::ZoneOf(facility.region)));
  offices.push_back(facility.office);
  return {std::move(offices), traceparent};
}

}  // namespace sinergi::referrals
