#include "common/reference/reference_api.h"

#include <algorithm>
#include <cstdio>

#include "common/reference/reasons.h"
#include "common/regions/attribution.h"
#include "common/result/reasons.h"
#include "common/rpc/field_checks.h"
#include "sinergi/reference/v1/reference_service.pb.h"

namespace sinergi {
namespace {

namespace v1 = ::sinergi::reference::v1;

using Use = ReferenceApi::Dependencies;

constexpr std::size_t kShortestPrefix = 2;

std::string DayText(const std::optional<std::chrono::sys_days>& day) {
  return day ? FormatRfc3339(Instant(*day)).substr(0, 10) : std::string();
}

v1::Region ToProto(const Region& region) {
  v1::Region proto;
  proto.set_code(region.code.ToString());
  proto.set_name(std::string(region.name));
  proto.set_level(static_cast<v1::RegionLevel>(static_cast<int>(region.code.level()) + 1));
  proto.set_time_zone(std::string(ZoneName(Regions::ZoneOf(region.code))));
  proto.set_valid_from(DayText(region.valid_from));
  proto.set_valid_to(DayText(region.valid_to));
  return proto;
}

v1::Office ToProto(const Office& office, const Offices& offices) {
  v1::Office proto;
  proto.set_code(office.code);
  proto.set_name(office.name);
  proto.set_parent(office.parent);
  proto.set_time_zone(std::string(ZoneName(office.zone)));
  for (const Jurisdiction& jurisdiction : offices.JurisdictionsOf(office.code)) {
    auto* row = proto.add_jurisdictions();
    row->set_area_code(jurisdiction.region.ToString());
    row->set_valid_from(DayText(jurisdiction.valid_from));
    row->set_valid_to(DayText(jurisdiction.valid_to));
  }
  return proto;
}

// The area of a field; none when it is empty. INVALID_ARGUMENT names the field.
Result<std::optional<Region>> OptionalRegion(const Use& use, const std::string& field,
                                             const std::string& code) {
  if (code.empty()) return std::optional<Region>();
  const auto region = use.regions.Resolve(code);
  if (region) return std::optional(*region);
  FieldChecks checks;
  checks.Violated(field, region.error());
  return checks.Done().error();
}

Result<std::string> GetRegion(const Use& use, const v1::GetRegionRequest& request) {
  FieldChecks checks;
  const auto region = use.regions.Resolve(request.code());
  if (!region) checks.Violated("code", region.error());
  if (auto done = checks.Done(); !done) return done.error();
  v1::GetRegionResponse response;
  *response.mutable_region() = ToProto(*region);
  for (const Region& ancestor : use.regions.Ancestry(region->code)) {
    if (ancestor.code != region->code) *response.add_ancestors() = ToProto(ancestor);
  }
  const auto today = LocalDay(use.clock.Now(), Regions::ZoneOf(region->code));
  for (const std::string& office : use.offices.Serving(region->code, today)) {
    response.add_offices(office);
  }
  response.set_attribution(std::string(kRegionsAttribution));
  return response.SerializeAsString();
}

Result<std::string> ListRegions(const Use& use, const Call& call,
                                const v1::ListRegionsRequest& request) {
  const auto size = PageSize(request.page_size(), 100, 1000);
  if (!size) return size.error();
  const auto parent = OptionalRegion(use, "parent", request.parent());
  if (!parent) return parent.error();
  const auto place = use.page_tokens.Read(call, request.parent(), request.page_token());
  if (!place) return place.error();
  const auto code = *parent ? std::optional((*parent)->code) : std::nullopt;
  auto found =
      use.regions.Children(code, RegionCode::Parse(*place), static_cast<std::size_t>(*size) + 1);
  v1::ListRegionsResponse response;
  if (found.size() > static_cast<std::size_t>(*size)) {
    found.pop_back();
    response.set_next_page_token(
        use.page_tokens.Make(call, request.parent(), found.back().code.ToString()));
  }
  for (const Region& region : found) *response.add_regions() = ToProto(region);
  return response.SerializeAsString();
}

Result<std::string> SearchRegions(const Use& use, const v1::SearchRegionsRequest& request) {
  FieldChecks checks;
  const auto letters = std::count_if(request.name_prefix().begin(), request.name_prefix().end(),
                                     [](unsigned char c) { return std::isalnum(c) != 0; });
  if (static_cast<std::size_t>(letters) < kShortestPrefix) {
    checks.Violated("name_prefix", reasons::kPrefixTooShort,
                    {{"least", std::to_string(kShortestPrefix)}});
  }
  checks.OptionalText("name_prefix", request.name_prefix(), 100);
  checks.Range("level", request.level(), 0, 4);
  if (auto done = checks.Done(); !done) return done.error();
  const auto most = PageSize(request.max_results(), 20, 100);
  if (!most) return most.error();
  const auto within = OptionalRegion(use, "within", request.within());
  if (!within) return within.error();
  std::optional<RegionLevel> level;
  if (request.level() != 0) level = static_cast<RegionLevel>(static_cast<int>(request.level()) - 1);
  const auto area = *within ? std::optional((*within)->code) : std::nullopt;
  v1::SearchRegionsResponse response;
  for (const Region& region :
       use.regions.Search(request.name_prefix(), level, area, static_cast<std::size_t>(*most))) {
    *response.add_regions() = ToProto(region);
  }
  return response.SerializeAsString();
}

Result<std::string> GetOffice(const Use& use, const v1::GetOfficeRequest& request) {
  const Office* office = use.offices.Find(request.code());
  if (office == nullptr) {
    return Error::Of(reasons::kOfficeNotFound, {{"office", request.code()}});
  }
  v1::GetOfficeResponse response;
  *response.mutable_office() = ToProto(*office, use.offices);
  return response.SerializeAsString();
}

Result<std::string> ListOffices(const Use& use) {
  v1::ListOfficesResponse response;
  for (const Office* office : use.offices.All()) {
    *response.add_offices() = ToProto(*office, use.offices);
  }
  return response.SerializeAsString();
}

}  // namespace

ReferenceApi::ReferenceApi(const Dependencies& use) {
  service_.Unary<v1::GetRegionRequest>(
      "GetRegion", [use](const Call&, const auto& request) { return GetRegion(use, request); });
  service_.Unary<v1::ListRegionsRequest>(
      "ListRegions",
      [use](const Call& call, const auto& request) { return ListRegions(use, call, request); });
  service_.Unary<v1::SearchRegionsRequest>(
      "SearchRegions",
      [use](const Call&, const auto& request) { return SearchRegions(use, request); });
  service_.Unary<v1::GetOfficeRequest>(
      "GetOffice", [use](const Call&, const auto& request) { return GetOffice(use, request); });
  service_.Unary<v1::ListOfficesRequest>(
      "ListOffices", [use](const Call&, const auto&) { return ListOffices(use); });
}

std::vector<PermissionRow> ReferenceApi::Permissions() {
  return {{"/sinergi.reference.v1.ReferenceService/GetRegion", "reference.read"},
          {"/sinergi.reference.v1.ReferenceService/ListRegions", "reference.read"},
          {"/sinergi.reference.v1.ReferenceService/SearchRegions", "reference.read"},
          {"/sinergi.reference.v1.ReferenceService/GetOffice", "reference.read"},
          {"/sinergi.reference.v1.ReferenceService/ListOffices", "reference.read"}};
}

}  // namespace sinergi
