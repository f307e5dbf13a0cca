#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/ids/uuid.h"
#include "common/regions/region_code.h"
#include "common/time/instant.h"

namespace sinergi::referrals {

using FacilityId = Id<struct FacilityTag>;

// The numbers are stored and go over the wire: they never change.
enum class FacilityKind {
  kIbmUnit = 1,
  kKlinikPratama = 2,
  kKlinikUtama = 3,
  kBalaiRehabilitasi = 4,
  kIpwl = 5,
  kRumahDamping = 6,
};
inline constexpr int kFacilityKinds = 6;

enum class FacilityService {
  kScreening = 1,
  kBriefIntervention = 2,
  kOutpatient = 3,
  kInpatientShort = 4,
  kInpatientLong = 5,
  kAftercare = 6,
};
inline constexpr int kFacilityServices = 6;

// "SCREENING", "OUTPATIENT", …: the wire's names without their prefix.
std::string_view ServiceName(FacilityService service);

// A place that sends or receives referrals.
struct Facility {
  FacilityId id;
  FacilityKind kind;
  std::string name;
  std::string office;  // code of the office that owns or supervises it
  RegionCode region;   // where it stands
  std::vector<FacilityService> services;
  Instant registered;
  std::int64_t revision = 1;

  bool Offers(FacilityService service) const;
};

}  // namespace sinergi::referrals
