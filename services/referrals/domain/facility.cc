#include "services/referrals/domain/facility.h"

#include <algorithm>
#include <array>

#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {

std::string_view ServiceName(FacilityService service) {
  static constexpr std::array<std::string_view, kFacilityServices> kNames{
      "SCREENING",       "BRIEF_INTERVENTION", "OUTPATIENT",
      "INPATIENT_SHORT", "INPATIENT_LONG",     "AFTERCARE"};
  return kNames[static_cast<std::size_t>(service) - 1];
}

std::string_view KindName(FacilityKind kind) {
  static constexpr std::array<std::string_view, kFacilityKinds> kNames{"IBM_UNIT",
                                                                       "KLINIK_PRATAMA",
                                                                       "KLINIK_UTAMA",
                                                                       "BALAI_REHABILITASI",
                                                                       "IPWL_PUSKESMAS",
                                                                       "RUMAH_DAMPING",
                                                                       "BALAI_BESAR_REHABILITASI",
                                                                       "LOKA_REHABILITASI",
                                                                       "IPWL_RUMAH_SAKIT",
                                                                       "IPWL_LEMBAGA_REHABILITASI"};
  return kNames[static_cast<std::size_t>(kind) - 1];
}

bool OfferedService::IsFor(const Need& need) const {
  if (need.age && min_age && *need.age < *min_age) return false;
  if (need.age && max_age && *need.age > *max_age) return false;
  if (!need.level || levels.empty()) return true;
  return std::find(levels.begin(), levels.end(), *need.level) != levels.end();
}

std::int64_t ServicePlaces::Free() const {
  return offered.places ? std::max<std::int64_t>(*offered.places - count.taken, 0) : 0;
}

Availability ServicePlaces::Now() const {
  if (!offered.places) return Availability::kOpen;
  if (count.waiting == 0 && Free() > 0) return Availability::kOpen;
  return offered.keeps_waiting_list ? Availability::kWaitingList : Availability::kFull;
}

const OfferedService* Facility::Offers(FacilityService service) const {
  const auto found =
      std::find_if(services.begin(), services.end(),
                   [&](const OfferedService& offered) { return offered.service == service; });
  return found == services.end() ? nullptr : &*found;
}

Status Facility::SetState(FacilityState to, Instant now) {
  if (state == to) return Error::Of(reasons::kFacilityStateWrong, {{"facility", name}});
  state = to;
  Touch(now);
  return Status::Ok();
}

void Facility::SetServices(std::vector<OfferedService> offered, Instant now) {
  services = std::move(offered);
  Touch(now);
}

void Facility::Touch(Instant now) {
  updated = std::max(now, updated + std::chrono::microseconds(1));
  ++revision;
}

}  // namespace sinergi::referrals
