#include "services/referrals/api/facility_proto.h"

#include <algorithm>
#include <set>

#include "common/offices/reasons.h"
#include "common/result/reasons.h"
#include "services/referrals/domain/reasons.h"

namespace sinergi::referrals {
namespace {

constexpr int kMostValues = 20;

std::vector<RiskLevel> CheckedLevels(FieldChecks& checks, const std::string& field,
                                     const google::protobuf::RepeatedField<int>& values) {
  std::vector<RiskLevel> levels;
  for (int i = 0; i < std::min(values.size(), kMostValues); ++i) {
    const auto level =
        CheckedEnum(checks, field + "[" + std::to_string(i) + "]", values.Get(i), kRiskLevels);
    if (level) levels.push_back(static_cast<RiskLevel>(*level));
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  return levels;
}

OfferedService CheckedOffer(FieldChecks& checks, const std::string& field,
                            const v1::OfferedService& offer) {
  OfferedService offered{};
  const auto service = CheckedEnum(checks, field + ".service", offer.service(), kFacilityServices);
  if (service) offered.service = static_cast<FacilityService>(*service);
  if (offer.has_places()) {
    checks.Range(field + ".places", offer.places(), 0, kMostPlaces);
    offered.places = offer.places();
  }
  offered.keeps_waiting_list = offer.keeps_waiting_list();
  if (offered.keeps_waiting_list && !offered.places) {
    checks.Violated(field + ".keeps_waiting_list", reasons::kListWithoutPlaces);
  }
  if (offer.has_min_age()) {
    checks.Range(field + ".min_age", offer.min_age(), 0, kHighestAge);
    offered.min_age = offer.min_age();
  }
  if (offer.has_max_age()) {
    checks.Range(field + ".max_age", offer.max_age(), 0, kHighestAge);
    offered.max_age = offer.max_age();
  }
  if (offered.min_age && offered.max_age && *offered.max_age < *offered.min_age) {
    checks.Violated(field + ".max_age", reasons::kAgesCrossed,
                    {{"highest", std::to_string(*offered.max_age)},
                     {"lowest", std::to_string(*offered.min_age)}});
  }
  offered.levels = CheckedLevels(checks, field + ".risk_levels", offer.risk_levels());
  return offered;
}

}  // namespace

v1::FacilityPlaces ToProto(const ServicePlaces& places) {
  v1::FacilityPlaces proto;
  proto.set_service(static_cast<v1::FacilityService>(places.offered.service));
  proto.set_availability(static_cast<v1::Availability>(places.Now()));
  if (places.offered.places) {
    proto.set_places(*places.offered.places);
    proto.set_free(static_cast<int>(places.Free()));
  }
  proto.set_waiting(static_cast<int>(places.count.waiting));
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

std::vector<OfferedService> CheckedOffers(
    FieldChecks& checks, const std::string& field,
    const google::protobuf::RepeatedPtrField<v1::OfferedService>& offers) {
  std::vector<OfferedService> offered;
  if (offers.empty()) checks.Violated(field, ::sinergi::reasons::kFieldRequired);
  if (offers.size() > kMostValues) {
    checks.Violated(
        field, ::sinergi::reasons::kTooManyValues,
        {{"count", std::to_string(offers.size())}, {"limit", std::to_string(kMostValues)}});
    return offered;
  }
  std::set<FacilityService> seen;
  for (int i = 0; i < offers.size(); ++i) {
    const std::string place = field + "[" + std::to_string(i) + "]";
    offered.push_back(CheckedOffer(checks, place, offers.Get(i)));
    const bool is_known = offered.back().service != FacilityService{};
    if (is_known && !seen.insert(offered.back().service).second) {
      checks.Violated(place + ".service", reasons::kServiceTwice);
    }
  }
  std::sort(offered.begin(), offered.end(),
            [](const OfferedService& a, const OfferedService& b) { return a.service < b.service; });
  return offered;
}

FacilityWish CheckedWish(FieldChecks& checks, const v1::SearchFacilitiesRequest& request) {
  FacilityWish wish;
  wish.service =
      OptionalEnum<FacilityService>(checks, "service", request.service(), kFacilityServices);
  wish.kind = OptionalEnum<FacilityKind>(checks, "kind", request.kind(), kFacilityKinds);
  wish.need.level =
      OptionalEnum<RiskLevel>(checks, "risk_level", request.risk_level(), kRiskLevels);
  if (request.has_age()) {
    checks.Range("age", request.age(), 0, kHighestAge);
    wish.need.age = request.age();
  }
  wish.with_places = request.with_places();
  return wish;
}

Result<RegisterFacility> FromProto(const v1::RegisterFacilityRequest& request,
                                   const Regions& regions, const Offices& offices, Instant now) {
  FieldChecks checks;
  const auto kind = CheckedEnum(checks, "kind", request.kind(), kFacilityKinds);
  checks.RequiredText("name", request.name(), kLongestFacilityName);
  if (offices.Find(request.office()) == nullptr) {
    checks.Violated("office", ::sinergi::reasons::kOfficeUnknown, {{"office", request.office()}});
  }
  const auto region = CheckedRegion(checks, "area_code", request.area_code(), regions, now);
  auto services = CheckedOffers(checks, "services", request.services());
  if (auto done = checks.Done(); !done) return done.error();
  return RegisterFacility{static_cast<FacilityKind>(*kind), request.name(), request.office(),
                          *region, std::move(services)};
}

}  // namespace sinergi::referrals
