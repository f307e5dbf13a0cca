#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/ids/uuid.h"
#include "common/regions/region_code.h"
#include "common/result/result.h"
#include "common/time/instant.h"
#include "services/referrals/domain/risk.h"

namespace sinergi::referrals {

using FacilityId = Id<struct FacilityTag>;

// The numbers are stored and go over the wire: they never change.
enum class FacilityKind {
  kIbmUnit = 1,
  kKlinikPratama = 2,
  kKlinikUtama = 3,
  kBalaiRehabilitasi = 4,
  kIpwlPuskesmas = 5,
  kRumahDamping = 6,
  kBalaiBesarRehabilitasi = 7,
  kLokaRehabilitasi = 8,
  kIpwlRumahSakit = 9,
  kIpwlLembagaRehabilitasi = 10,
};
inline constexpr int kFacilityKinds = 10;

enum class FacilityService {
  kScreening = 1,
  kBriefIntervention = 2,
  kOutpatient = 3,
  kInpatientShort = 4,
  kInpatientLong = 5,
  kAftercare = 6,
};
inline constexpr int kFacilityServices = 6;

enum class FacilityState { kOpen = 1, kClosed = 2 };

// The wire's names without their prefix.
std::string_view ServiceName(FacilityService service);  // "SCREENING"
std::string_view KindName(FacilityKind kind);           // "IBM_UNIT"

// What is known of somebody when a place is looked for.
struct Need {
  std::optional<int> age;  // whole years
  std::optional<RiskLevel> level;
};

// One service that a facility gives, to whom, and with how many places.
struct OfferedService {
  FacilityService service;
  std::optional<int> places = {};   // none: not counted
  bool keeps_waiting_list = false;  // who finds no free place may wait; only with places
  std::optional<int> min_age = {};  // none: no limit
  std::optional<int> max_age = {};
  std::vector<RiskLevel> levels = {};  // none: every level; sorted

  // What is not known excludes nobody.
  bool IsFor(const Need& need) const;
  bool operator==(const OfferedService&) const = default;
};
inline constexpr int kMostPlaces = 100'000;
inline constexpr int kHighestAge = 150;

// Who has or waits for a place of a service.
struct PlaceCount {
  std::int64_t taken = 0;
  std::int64_t waiting = 0;
};

enum class Availability { kOpen = 1, kFull = 2, kWaitingList = 3 };

// A service and how full it is.
struct ServicePlaces {
  OfferedService offered;
  PlaceCount count;

  // Free places are for those first who wait, so whoever comes while somebody does waits too.
  Availability Now() const;
  std::int64_t Free() const;  // 0 when places are not counted
};

// A place that sends or receives referrals. A change counts the revision and notes the time, which
// never goes back.
struct Facility {
  FacilityId id;
  FacilityKind kind;
  std::string name;
  std::string office;                    // code of the office that owns or supervises it
  RegionCode region;                     // where it stands
  std::vector<OfferedService> services;  // by their numbers, each once
  Instant registered;
  std::int64_t revision = 1;
  FacilityState state = FacilityState::kOpen;
  Instant updated = registered;

  const OfferedService* Offers(FacilityService service) const;

  // FAILED_PRECONDITION FACILITY_STATE_WRONG when it is so already.
  Status SetState(FacilityState to, Instant now);
  void SetServices(std::vector<OfferedService> offered, Instant now);

  std::string Etag() const { return "v" + std::to_string(revision); }

 private:
  void Touch(Instant now);
};

}  // namespace sinergi::referrals
