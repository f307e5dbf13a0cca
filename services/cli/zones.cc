#include "services/cli/zones.h"

#include "services/cli/moments.h"
#include "sinergi/reference/v1/reference_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using reference::v1::ReferenceService;

constexpr std::size_t kProvinceDigits = 2;

}  // namespace

std::optional<TimeZone> Zones::OfArea(const std::string& area_code) {
  const std::string province = area_code.substr(0, kProvinceDigits);
  if (province.empty()) return std::nullopt;
  if (const auto known = known_.find(province); known != known_.end()) return known->second;
  reference::v1::GetRegionRequest request;
  request.set_code(province);
  const auto got = connection_.Call(&ReferenceService::Stub::GetRegion, request);
  return known_[province] = got ? ParseZone(got->region().time_zone()) : std::nullopt;
}

std::optional<TimeZone> Zones::OfOffice(const std::string& office) {
  if (office.empty()) return std::nullopt;
  if (const auto known = known_.find(office); known != known_.end()) return known->second;
  reference::v1::GetOfficeRequest request;
  request.set_code(office);
  const auto got = connection_.Call(&ReferenceService::Stub::GetOffice, request);
  return known_[office] = got ? ParseZone(got->office().time_zone()) : std::nullopt;
}

std::string Zones::AreaTime(const google::protobuf::Timestamp& time, const std::string& area_code) {
  if (time.seconds() == 0 && time.nanos() == 0) return "–";
  return LocalTime(ToInstant(time), OfArea(area_code));
}

}  // namespace sinergi::cli
