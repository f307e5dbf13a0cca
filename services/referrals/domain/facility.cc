#include "services/referrals/domain/facility.h"

#include <algorithm>
#include <array>

namespace sinergi::referrals {

std::string_view ServiceName(FacilityService service) {
  static constexpr std::array<std::string_view, kFacilityServices> kNames{
      "SCREENING",       "BRIEF_INTERVENTION", "OUTPATIENT",
      "INPATIENT_SHORT", "INPATIENT_LONG",     "AFTERCARE"};
  return kNames[static_cast<std::size_t>(service) - 1];
}

bool Facility::Offers(FacilityService service) const {
  return std::find(services.begin(), services.end(), service) != services.end();
}

}  // namespace sinergi::referrals
