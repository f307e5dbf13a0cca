#include "services/cli/facility_search_commands.h"

#include "services/cli/facility_messages.h"
#include "services/cli/offered_service.h"
#include "services/cli/resolve.h"
#include "services/cli/screening_options.h"
#include "services/cli/short_names.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::Facility;
using referrals::v1::FacilityKind;
using referrals::v1::FacilityService;
using referrals::v1::ReferralsService;

struct SearchOptions {
  std::string area;
  std::string service;
  std::string kind;
  std::string level;
  std::string with_places;
  int age = -1;
  PageOptions page;
};

std::string DescribeAll(const Output& output,
                        const referrals::v1::SearchFacilitiesResponse& response) {
  Table table({output.Text(messages::kName), output.Text(messages::kNearness),
               output.Text(messages::kKind), output.Text(messages::kService),
               output.Text(messages::kPlaces), output.Text(messages::kId)});
  for (const auto& found : response.found()) {
    const Facility& facility = found.facility();
    for (const auto& places : found.places()) {
      table.Add({{facility.name(), Style::kBold},
                 {Label(found.nearness(), output.language())},
                 {Label(facility.kind(), output.language())},
                 {Label(places.service(), output.language())},
                 {Describe(output, places)},
                 {facility.facility_id(), Style::kDim}});
    }
  }
  return output.Page(table, response.next_page_token());
}

Ending Search(Session& session, const SearchOptions& options) {
  referrals::v1::SearchFacilitiesRequest request;
  const auto service = ReadEnum<FacilityService>("--service", options.service);
  if (!service) return service.failure();
  const auto kind = ReadEnum<FacilityKind>("--kind", options.kind);
  if (!kind) return kind.failure();
  const auto level = ReadEnum<referrals::v1::RiskLevel>("--level", options.level);
  if (!level) return level.failure();
  request.set_area_code(options.area);
  request.set_service(*service);
  request.set_kind(*kind);
  request.set_risk_level(*level);
  if (options.age >= 0) request.set_age(options.age);
  request.set_with_places(options.with_places == "yes");
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&ReferralsService::Stub::SearchFacilities, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return DescribeAll(session.output(), *got); });
  return {};
}

Ending ShowPlaces(Session& session, const std::string& word) {
  const auto id = FacilityId(session, word);
  if (!id) return id.failure();
  referrals::v1::GetFacilityPlacesRequest request;
  request.set_facility_id(*id);
  const auto got = session.Call(&ReferralsService::Stub::GetFacilityPlaces, request);
  if (!got) return got.failure();
  const Output& output = session.output();
  output.Show(*got, [&] {
    Table table({output.Text(messages::kService), output.Text(messages::kState),
                 output.Text(messages::kPlaces)});
    for (const auto& places : got->places()) {
      table.Add({{Label(places.service(), output.language()), Style::kBold},
                 {Label(places.availability(), output.language())},
                 {Describe(output, places)}});
    }
    return output.Page(table, "");
  });
  return {};
}

struct SuggestOptions {
  std::string area;
  int age = -1;
  int most = 0;
  ScreeningOptions screening;
};

std::string PolicyText(const Output& output,
                       const referrals::v1::SuggestFacilitiesResponse& response,
                       referrals::v1::PolicyStanding standing) {
  const Variables edition{{"edition", response.routing_edition()}};
  if (standing == referrals::v1::POLICY_STANDING_NAMED) {
    return output.Text(messages::kRouteNamed, edition);
  }
  return standing == referrals::v1::POLICY_STANDING_NOT_NAMED
             ? output.Text(messages::kRouteNotNamed, edition)
             : output.Text(messages::kRouteSilent);
}

std::string Describe(const Output& output,
                     const referrals::v1::SuggestFacilitiesResponse& response) {
  Fields fields(output);
  const std::string level = Label(response.risk_level(), output.language());
  fields.Add(messages::kRiskLevel,
             response.bands_edition().empty()
                 ? level
                 : output.Text(messages::kLevelScored,
                               {{"level", level}, {"edition", response.bands_edition()}}),
             Style::kBold);
  Table table({output.Text(messages::kName), output.Text(messages::kService),
               output.Text(messages::kNearness), output.Text(messages::kPlaces),
               output.Text(messages::kPolicy), output.Text(messages::kId)});
  for (const auto& each : response.suggestions()) {
    table.Add({{each.facility().name(), Style::kBold},
               {Label(each.service(), output.language())},
               {Label(each.nearness(), output.language())},
               {Describe(output, each.places())},
               {PolicyText(output, response, each.standing())},
               {each.facility().facility_id(), Style::kDim}});
  }
  return fields.Render() + output.Page(table, "");
}

Ending Suggest(Session& session, const SuggestOptions& options) {
  referrals::v1::SuggestFacilitiesRequest request;
  request.set_area_code(options.area);
  auto screening = ReadScreening(options.screening);
  if (!screening) return screening.failure();
  if (screening->has_value()) *request.mutable_screening() = **std::move(screening);
  const auto level = ReadEnum<referrals::v1::RiskLevel>("--level", options.screening.level);
  if (!level) return level.failure();
  request.set_risk_level(*level);
  if (options.age >= 0) request.set_age(options.age);
  request.set_max_suggestions(options.most);
  const auto got = session.Call(&ReferralsService::Stub::SuggestFacilities, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session.output(), *got); });
  return {};
}

void AddSuggest(CommandLine& line, Command group) {
  auto options = std::make_shared<SuggestOptions>();
  Command command = line.AddCommand(
      group, "suggest", help::kFacilitySuggest,
      "  sinergi facility suggest --area 19.04.02.2020 --score amphetamines=28 --age 19\n"
      "  sinergi facility suggest --area 19.04.02.2020 --level sedang\n",
      [options](Session& session) { return Suggest(session, *options); });
  command.Add("--area", options->area, help::kSearchArea).Required();
  AddScreening(command, options->screening);
  command.AddNumber("--age", options->age, {0, 150}, help::kSearchAge);
  command.AddNumber("--most", options->most, {1, 50}, help::kMostSuggestions);
}

void AddSearch(CommandLine& line, Command group) {
  auto options = std::make_shared<SearchOptions>();
  Command command = line.AddCommand(
      group, "search", help::kFacilitySearch,
      "  sinergi facility search --area 19.04.02.2020 --service outpatient\n"
      "  sinergi facility search --area 19.04.02.2020 --level berat --age 16 --with-places yes\n",
      [options](Session& session) { return Search(session, *options); });
  command.Add("--area", options->area, help::kSearchArea).Required();
  command.Add("--service", options->service, help::kSearchService);
  command.Add("--kind", options->kind, help::kKind);
  command.AddNumber("--age", options->age, {0, 150}, help::kSearchAge);
  command.Add("--level", options->level, help::kSearchLevel);
  command.Add("--with-places", options->with_places, help::kSearchWithPlaces).OneOf({"yes", "no"});
  command.AddPage(options->page);
}

}  // namespace

void AddFacilitySearch(CommandLine& line, Command group) {
  AddSearch(line, group);
  AddSuggest(line, group);
  auto whose = std::make_shared<std::string>();
  Command places =
      line.AddCommand(group, "places", help::kFacilityPlaces,
                      "  sinergi facility places \"Balai Besar Rehabilitasi Lido\"\n",
                      [whose](Session& session) { return ShowPlaces(session, *whose); });
  places.Add("facility", *whose, help::kFacilityWord).Required();
}

}  // namespace sinergi::cli
