#include "services/referrals/api/event_handlers.h"

#include "common/result/reasons.h"
#include "common/rpc/field_checks.h"
#include "sinergi/empowerment/v1/empowerment_events.pb.h"

namespace sinergi::referrals {
namespace {

namespace empowerment = ::sinergi::empowerment::v1;

// What an IBM unit does: screening, brief intervention with light cases, aftercare (bina lanjut).
// Sources: the seven duties of its agents (BNN, Direktorat PLRKM) and the units of Baubau.
const std::vector<FacilityService> kServicesOfUnits{
    FacilityService::kScreening, FacilityService::kBriefIntervention, FacilityService::kAftercare};

template <class Message>
Result<Message> Read(const Event& event) {
  Message message;
  if (message.ParseFromString(event.payload)) return message;
  FieldChecks checks;
  checks.Violated("payload", ::sinergi::reasons::kFieldMalformed, {{"form", event.dataschema}});
  return checks.Done().error();
}

// An area that exists, though perhaps no longer: the unit stands where it stands.
Result<IbmUnit> UnitOf(const empowerment::IbmUnitFacts& facts, const Regions& regions) {
  FieldChecks checks;
  const auto id = checks.RequiredId<FacilityId>("unit.ibm_unit_id", facts.ibm_unit_id());
  checks.RequiredText("unit.name", facts.name(), kLongestFacilityName);
  checks.RequiredText("unit.office", facts.office(), kLongestFacilityName);
  const auto region = RegionCode::Parse(facts.area_code());
  if (!region || !regions.Find(*region)) {
    checks.Violated("unit.area_code", ::sinergi::reasons::kFieldMalformed,
                    {{"form", "the code of a village"}});
  }
  if (auto done = checks.Done(); !done) return done.error();
  return IbmUnit{id, facts.name(), facts.office(), *region, kServicesOfUnits};
}

Status Apply(Transaction& tx, const Event& event, const FacilityChanges& changes,
             const Regions& regions) {
  if (event.type == "id.go.bnn.sinergi.empowerment.v1.IbmUnitActivated") {
    const auto message = Read<empowerment::IbmUnitActivated>(event);
    if (!message) return message.error();
    const auto unit = UnitOf(message->unit(), regions);
    if (!unit) return unit.error();
    return changes.OpenUnit(tx, *unit, event.traceparent);
  }
  if (event.type == "id.go.bnn.sinergi.empowerment.v1.IbmUnitDeactivated") {
    const auto message = Read<empowerment::IbmUnitDeactivated>(event);
    if (!message) return message.error();
    const auto unit = UnitOf(message->unit(), regions);
    if (!unit) return unit.error();
    return changes.CloseUnit(tx, unit->id, event.traceparent);
  }
  return Status::Ok();
}

}  // namespace

std::function<Status(Transaction&, std::span<const Event>)> DirectoryEffect(
    const FacilityChanges& changes, const Regions& regions) {
  return [&changes, &regions](Transaction& tx, std::span<const Event> events) {
    for (const Event& event : events) {
      if (auto done = Apply(tx, event, changes, regions); !done) return done;
    }
    return Status::Ok();
  };
}

}  // namespace sinergi::referrals
