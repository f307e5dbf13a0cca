#include "services/referrals/api/facility_proto.h"

#include <algorithm>

#include "common/offices/reasons.h"
#include "common/result/reasons.h"
#include "common/timestamps/timestamps.h"

namespace sinergi::referrals {
namespace {

constexpr std::size_t kLongestName = 200;
constexpr int kMostValues = 20;

}  // namespace

v1::Facility ToProto(const Facility& facility) {
  v1::Facility proto;
  proto.set_facility_id(facility.id.ToString());
  proto.set_kind(static_cast<v1::FacilityKind>(facility.kind));
  proto.set_name(facility.name);
  proto.set_office(facility.office);
  proto.set_area_code(facility.region.ToString());
  for (const FacilityService service : facility.services) {
    proto.add_services(static_cast<v1::FacilityService>(service));
  }
  SetTimestamp(facility.registered, proto.mutable_register_time());
  proto.set_etag("v" + std::to_string(facility.revision));
  return proto;
}

std::optional<RegionCode> CheckedRegion(FieldChecks& checks, const std::string& field,
                                        const std::string& text, const Regions& regions,
                                        Instant now) {
  if (text.empty()) {
    checks.Violated(field, ::sinergi::reasons::kFieldRequired);
    return std::nullopt;
  }
  const auto code = RegionCode::Parse(text);
  const TimeZone zone = code ? Regions::ZoneOf(*code) : TimeZone::kWib;
  const auto region = regions.ResolveValid(text, LocalDay(now, zone));
  if (region) return region->code;
  checks.Violated(field, region.error());
  return std::nullopt;
}

std::optional<int> CheckedEnum(FieldChecks& checks, const std::string& field, int value, int most) {
  if (value >= 1 && value <= most) return value;
  if (value == 0) {
    checks.Violated(field, ::sinergi::reasons::kFieldRequired);
  } else {
    checks.Violated(field, ::sinergi::reasons::kValueUnknown, {{"value", std::to_string(value)}});
  }
  return std::nullopt;
}

std::vector<FacilityService> CheckedServices(FieldChecks& checks, const std::string& field,
                                             const google::protobuf::RepeatedField<int>& values) {
  std::vector<FacilityService> services;
  if (values.size() > kMostValues) {
    checks.Violated(
        field, ::sinergi::reasons::kTooManyValues,
        {{"count", std::to_string(values.size())}, {"limit", std::to_string(kMostValues)}});
    return services;
  }
  for (int i = 0; i < values.size(); ++i) {
    const std::string place = field + "[" + std::to_string(i) + "]";
    const auto value = CheckedEnum(checks, place, values.Get(i), kFacilityServices);
    if (value) services.push_back(static_cast<FacilityService>(*value));
  }
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  return services;
}

Result<RegisterFacility> FromProto(const v1::RegisterFacilityRequest& request,
                                   const Regions& regions, const Offices& offices, Instant now) {
  FieldChecks checks;
  const auto kind = CheckedEnum(checks, "kind", request.kind(), kFacilityKinds);
  checks.RequiredText("name", request.name(), kLongestName);
  if (offices.Find(request.office()) == nullptr) {
    checks.Violated("office", ::sinergi::reasons::kOfficeUnknown, {{"office", request.office()}});
  }
  const auto region = CheckedRegion(checks, "area_code", request.area_code(), regions, now);
  auto services = CheckedServices(checks, "services", request.services());
  if (request.services().empty()) {
    checks.Violated("services", ::sinergi::reasons::kFieldRequired);
  }
  if (auto done = checks.Done(); !done) return done.error();
  return RegisterFacility{static_cast<FacilityKind>(*kind), request.name(), request.office(),
                          *region, std::move(services)};
}

}  // namespace sinergi::referrals
