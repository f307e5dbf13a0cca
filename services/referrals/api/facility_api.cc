#include "services/referrals/api/facility_api.h"

#include <algorithm>
#include <charconv>

#include "common/result/reasons.h"
#include "common/rpc/request_reader.h"
#include "services/referrals/api/answers.h"
#include "services/referrals/api/facility_proto.h"
#include "services/referrals/api/screening_proto.h"
#include "services/referrals/messaging/facility_message.h"

namespace sinergi::referrals {
namespace {

constexpr int kUsualSuggestions = 10;
constexpr int kMostSuggestions = 50;

template <class Response>
std::string FacilityIn(const Facility& facility) {
  Response response;
  *response.mutable_facility() = ToMessage(facility);
  return response.SerializeAsString();
}

std::string FacilitiesResponse(const std::vector<Facility>& facilities) {
  v1::ListFacilitiesResponse response;
  for (const Facility& facility : facilities) *response.add_facilities() = ToMessage(facility);
  return response.SerializeAsString();
}

v1::SearchFacilitiesResponse::Found ToProto(const NearFacility& near, const FacilityWish& wish) {
  v1::SearchFacilitiesResponse::Found proto;
  const Facility& facility = near.found.facility;
  *proto.mutable_facility() = ToMessage(facility);
  proto.set_nearness(static_cast<v1::Nearness>(near.nearness));
  for (std::size_t i = 0; i < facility.services.size(); ++i) {
    const ServicePlaces places{facility.services[i], near.found.counts[i]};
    if (wish.Fits(places)) *proto.add_places() = referrals::ToProto(places);
  }
  return proto;
}

// "<ring>\n<name>\n<id>", as a page of a search ends.
SearchPlace ReadPlace(const std::string& text) {
  SearchPlace place;
  const auto [ring_and_name, id] = SplitPlace(text);
  const auto [ring, name] = SplitPlace(ring_and_name);
  int number = static_cast<int>(Nearness::kVillage);
  std::from_chars(ring.data(), ring.data() + ring.size(), number);
  place.nearness = static_cast<Nearness>(number);
  place.name = name;
  place.id = id;
  return place;
}

// Everything that a search depends on, so that a page's token goes on with no other.
std::string FilterOf(v1::SearchFacilitiesRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

}  // namespace

template <class Request>
void FacilityApi::Serve(RpcService& service, const std::string& name,
                        Answer (FacilityApi::*method)(const Call&, const Request&)) {
  service.Unary<Request>(name, [this, method](const Call& call, const Request& request) {
    return (this->*method)(call, request);
  });
}

template <class Request, class Response>
void FacilityApi::ServeState(RpcService& service, const std::string& name, FacilityState state) {
  service.Unary<Request>(name, [this, state](const Call& call, const Request& request) -> Answer {
    const auto change = ChangeRequestOf(call, request, use_.hash_key);
    if (!change) return change.error();
    FieldChecks checks;
    const auto id = checks.RequiredId<FacilityId>("facility_id", request.facility_id());
    if (auto done = checks.Done(); !done) return done.error();
    return use_.changes.SetState(ContextOf(call), *change, {id, request.etag()}, state,
                                 FacilityIn<Response>);
  });
}

FacilityApi::FacilityApi(const Dependencies& dependencies, RpcService& service)
    : use_(dependencies) {
  Serve(service, "RegisterFacility", &FacilityApi::Register);
  Serve(service, "ChangeFacilityServices", &FacilityApi::ChangeServices);
  ServeState<v1::CloseFacilityRequest, v1::CloseFacilityResponse>(service, "CloseFacility",
                                                                  FacilityState::kClosed);
  ServeState<v1::ReopenFacilityRequest, v1::ReopenFacilityResponse>(service, "ReopenFacility",
                                                                    FacilityState::kOpen);
  Serve(service, "GetFacility", &FacilityApi::Get);
  Serve(service, "GetFacilityPlaces", &FacilityApi::GetPlaces);
  Serve(service, "ListFacilities", &FacilityApi::List);
  Serve(service, "SearchFacilities", &FacilityApi::Search);
  Serve(service, "SuggestFacilities", &FacilityApi::Suggest);
  service.LookFirst<v1::GetFacilityRequest>(
      "GetFacility", [this](const Call& /*call*/, const v1::GetFacilityRequest& request,
                            RpcService::KeptAnswer done) { FindKept(request, std::move(done)); });
}

FacilityApi::Answer FacilityApi::Register(const Call& call,
                                          const v1::RegisterFacilityRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  const auto command = FromProto(request, use_.regions, use_.offices, use_.clock.Now());
  if (!command) return command.error();
  return use_.changes.Register(ContextOf(call), *change, *command,
                               FacilityIn<v1::RegisterFacilityResponse>);
}

FacilityApi::Answer FacilityApi::ChangeServices(const Call& call,
                                                const v1::ChangeFacilityServicesRequest& request) {
  const auto change = ChangeRequestOf(call, request, use_.hash_key);
  if (!change) return change.error();
  FieldChecks checks;
  const auto id = checks.RequiredId<FacilityId>("facility_id", request.facility_id());
  const auto services = CheckedOffers(checks, "services", request.services());
  if (auto done = checks.Done(); !done) return done.error();
  return use_.changes.SetServices(ContextOf(call), *change, {id, request.etag()}, services,
                                  FacilityIn<v1::ChangeFacilityServicesResponse>);
}

FacilityApi::Answer FacilityApi::Get(const Call& call, const v1::GetFacilityRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<FacilityId>("facility_id", request.facility_id());
  if (auto done = checks.Done(); !done) return done.error();
  return use_.facilities.Get(ContextOf(call), id, FacilityIn<v1::GetFacilityResponse>);
}

void FacilityApi::FindKept(const v1::GetFacilityRequest& request,
                           RpcService::KeptAnswer done) const {
  const auto id = FacilityId::Parse(request.facility_id());
  if (!id) return done(std::nullopt);
  use_.facilities.FindKept(*id, std::move(done));
}

FacilityApi::Answer FacilityApi::GetPlaces(const Call& call,
                                           const v1::GetFacilityPlacesRequest& request) {
  FieldChecks checks;
  const auto id = checks.RequiredId<FacilityId>("facility_id", request.facility_id());
  if (auto done = checks.Done(); !done) return done.error();
  const auto places = use_.search.Places(ContextOf(call), id);
  if (!places) return places.error();
  v1::GetFacilityPlacesResponse response;
  for (const ServicePlaces& each : *places) *response.add_places() = referrals::ToProto(each);
  return response.SerializeAsString();
}

FacilityApi::Answer FacilityApi::List(const Call& call, const v1::ListFacilitiesRequest& request) {
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  if (!size) return size.error();
  FacilityQuery query;
  if (!request.area_code().empty()) {
    FieldChecks checks;
    query.region =
        CheckedRegion(checks, "area_code", request.area_code(), use_.regions, use_.clock.Now());
    if (auto done = checks.Done(); !done) return done.error();
  }
  query.office = request.office();
  query.limit = *size + 1;
  const std::string filter = request.area_code() + "\n" + request.office();
  const auto place = use_.page_tokens.Read(call, filter, request.page_token());
  if (!place) return place.error();
  std::tie(query.after_name, query.after_id) = SplitPlace(*place);
  const auto found = use_.facilities.List(ContextOf(call), query, FacilitiesResponse);
  if (!found) return found.error();
  v1::ListFacilitiesResponse response;
  response.ParseFromString(*found);
  if (response.facilities_size() > *size) {
    response.mutable_facilities()->RemoveLast();
    const v1::Facility& last = *response.facilities().rbegin();
    response.set_next_page_token(
        use_.page_tokens.Make(call, filter, last.name() + "\n" + last.facility_id()));
  }
  return response.SerializeAsString();
}

FacilityApi::Answer FacilityApi::Search(const Call& call,
                                        const v1::SearchFacilitiesRequest& request) {
  const auto size = PageSize(request.page_size(), kUsualPage, kLargestPage);
  if (!size) return size.error();
  FieldChecks checks;
  const auto from =
      CheckedRegion(checks, "area_code", request.area_code(), use_.regions, use_.clock.Now());
  const FacilityWish wish = CheckedWish(checks, request);
  if (auto done = checks.Done(); !done) return done.error();
  const std::string filter = FilterOf(request);
  const auto place = use_.page_tokens.Read(call, filter, request.page_token());
  if (!place) return place.error();
  auto found = use_.search.Search(ContextOf(call), *from, wish, ReadPlace(*place), *size + 1);
  if (!found) return found.error();
  v1::SearchFacilitiesResponse response;
  if (std::ssize(*found) > *size) {
    found->pop_back();
    const NearFacility& last = found->back();
    response.set_next_page_token(use_.page_tokens.Make(
        call, filter,
        std::to_string(static_cast<int>(last.nearness)) + "\n" + last.found.facility.name + "\n" +
            last.found.facility.id.ToString()));
  }
  for (const NearFacility& near : *found) *response.add_found() = ToProto(near, wish);
  return response.SerializeAsString();
}

FacilityApi::Answer FacilityApi::Suggest(const Call& call,
                                         const v1::SuggestFacilitiesRequest& request) {
  FieldChecks checks;
  const auto from =
      CheckedRegion(checks, "area_code", request.area_code(), use_.regions, use_.clock.Now());
  std::optional<Screening> screening;
  if (request.has_screening()) {
    screening = CheckedScreening(checks, "screening", request.screening());
  }
  const auto level =
      OptionalEnum<RiskLevel>(checks, "risk_level", request.risk_level(), kRiskLevels);
  if (request.has_age()) checks.Range("age", request.age(), 0, kHighestAge);
  checks.Range("max_suggestions", request.max_suggestions(), 0, kMostSuggestions);
  if (auto done = checks.Done(); !done) return done.error();
  const auto age = request.has_age() ? std::optional(request.age()) : std::nullopt;
  const int limit = request.max_suggestions() == 0 ? kUsualSuggestions : request.max_suggestions();
  const auto found =
      use_.suggestions.Suggest(ContextOf(call), {*from, screening, level, age, limit});
  if (!found) return found.error();
  return referrals::ToProto(*found).SerializeAsString();
}

}  // namespace sinergi::referrals
