#include "services/cli/command_line.h"
#include "services/cli/facility_messages.h"
#include "services/cli/facility_search_commands.h"
#include "services/cli/offered_service.h"
#include "services/cli/resolve.h"
#include "services/cli/short_names.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using referrals::v1::Facility;
using referrals::v1::FacilityKind;
using referrals::v1::FacilityService;
using referrals::v1::ReferralsService;

struct RegisterOptions {
  std::string kind;
  std::string name;
  std::string office;
  std::string area;
  std::vector<std::string> services;
};

struct ListOptions {
  std::string area;
  std::string office;
  PageOptions page;
};

struct ServicesOptions {
  std::string facility;
  std::string etag;
  std::vector<std::string> services;
};

struct TargetOptions {
  std::string facility;
  std::string etag;
};

std::string ServicesOf(const Output& output, const Facility& facility) {
  std::string text;
  for (const auto& offered : facility.services()) {
    text += (text.empty() ? "" : ", ") + Describe(output, offered);
  }
  return text;
}

std::string Describe(Session& session, const Facility& facility) {
  const Output& output = session.output();
  Fields fields(output);
  fields.Add(messages::kName, facility.name(), Style::kBold);
  fields.Add(messages::kKind, Label(facility.kind(), output.language()));
  fields.Add(messages::kState, Label(facility.state(), output.language()));
  fields.Add(messages::kOffice, facility.office());
  fields.Add(messages::kArea, facility.area_code());
  fields.Add(messages::kServices, ServicesOf(output, facility));
  fields.Add(messages::kRegistered,
             session.zones().AreaTime(facility.register_time(), facility.area_code()));
  fields.Add(messages::kId, facility.facility_id());
  fields.Add(messages::kEtag, facility.etag());
  return fields.Render();
}

std::string DescribeAll(const Output& output,
                        const referrals::v1::ListFacilitiesResponse& response) {
  Table table({output.Text(messages::kName), output.Text(messages::kKind),
               output.Text(messages::kOffice), output.Text(messages::kArea),
               output.Text(messages::kServices), output.Text(messages::kId)});
  for (const Facility& facility : response.facilities()) {
    table.Add({{facility.name(), Style::kBold},
               {Label(facility.kind(), output.language())},
               {facility.office()},
               {facility.area_code()},
               {ServicesOf(output, facility)},
               {facility.facility_id(), Style::kDim}});
  }
  return output.Page(table, response.next_page_token());
}

Ending Register(Session& session, const RegisterOptions& options) {
  referrals::v1::RegisterFacilityRequest request;
  const auto kind = ReadEnum<FacilityKind>("--kind", options.kind);
  if (!kind) return kind.failure();
  request.set_kind(*kind);
  for (const std::string& name : options.services) {
    auto offered = ReadOfferedService(name);
    if (!offered) return offered.failure();
    *request.add_services() = *std::move(offered);
  }
  request.set_name(options.name);
  request.set_office(options.office.empty() ? session.WhoAmI().office : options.office);
  request.set_area_code(options.area);
  const auto got = session.Call(&ReferralsService::Stub::RegisterFacility, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->facility()); });
  return {};
}

Ending Get(Session& session, const std::string& word) {
  const auto id = FacilityId(session, word);
  if (!id) return id.failure();
  referrals::v1::GetFacilityRequest request;
  request.set_facility_id(*id);
  const auto got = session.Call(&ReferralsService::Stub::GetFacility, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->facility()); });
  return {};
}

Ending List(Session& session, const ListOptions& options) {
  referrals::v1::ListFacilitiesRequest request;
  request.set_area_code(options.area);
  request.set_office(options.office);
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&ReferralsService::Stub::ListFacilities, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return DescribeAll(session.output(), *got); });
  return {};
}

// Sends a request about one facility and shows what became of it.
template <class Request, class Method>
Ending Change(Session& session, const std::string& word, const std::string& etag, Method method,
              Request request) {
  const auto id = FacilityId(session, word);
  if (!id) return id.failure();
  request.set_facility_id(*id);
  request.set_etag(etag);
  const auto got = session.Call(method, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->facility()); });
  return {};
}

Ending SetServices(Session& session, const ServicesOptions& options) {
  referrals::v1::ChangeFacilityServicesRequest request;
  for (const std::string& word : options.services) {
    auto offered = ReadOfferedService(word);
    if (!offered) return offered.failure();
    *request.add_services() = *std::move(offered);
  }
  return Change(session, options.facility, options.etag,
                &ReferralsService::Stub::ChangeFacilityServices, std::move(request));
}

Ending Close(Session& session, const TargetOptions& options) {
  return Change(session, options.facility, options.etag, &ReferralsService::Stub::CloseFacility,
                referrals::v1::CloseFacilityRequest());
}

Ending Reopen(Session& session, const TargetOptions& options) {
  return Change(session, options.facility, options.etag, &ReferralsService::Stub::ReopenFacility,
                referrals::v1::ReopenFacilityRequest());
}

void AddState(CommandLine& line, Command group, const std::string& name, const Message& about,
              Ending (*run)(Session&, const TargetOptions&)) {
  auto options = std::make_shared<TargetOptions>();
  Command command = line.AddCommand(
      group, name, about, "  sinergi facility " + name + " \"Unit IBM Air Mesu Timur\"\n",
      [options, run](Session& session) { return run(session, *options); });
  command.Add("facility", options->facility, help::kFacilityWord).Required();
  command.Add("--etag", options->etag, help::kEtag);
}

void AddServices(CommandLine& line, Command group) {
  auto options = std::make_shared<ServicesOptions>();
  Command command = line.AddCommand(
      group, "services", help::kFacilityServices,
      "  sinergi facility services \"Balai Besar Rehabilitasi Lido\" \\\n"
      "      --service screening --service inpatient-long:places=20,waiting-list,age=17-45\n",
      [options](Session& session) { return SetServices(session, *options); });
  command.Add("facility", options->facility, help::kFacilityWord).Required();
  command.AddSeveral("--service", options->services, help::kServices);
  command.Add("--etag", options->etag, help::kEtag);
}

void AddRegister(CommandLine& line, Command group) {
  auto options = std::make_shared<RegisterOptions>();
  Command command = line.AddCommand(
      group, "register", help::kFacilityRegister,
      "  sinergi facility register --kind ibm-unit --name \"Unit IBM Air Mesu Timur\" \\\n"
      "      --area 19.04.02.2020 --service screening --service brief-intervention\n",
      [options](Session& session) { return Register(session, *options); });
  command.Add("--kind", options->kind, help::kKind).Required();
  command.Add("--name", options->name, help::kFacilityName).Required();
  command.Add("--area", options->area, help::kFacilityArea).Required();
  command.Add("--office", options->office, help::kFacilityOffice);
  command.AddSeveral("--service", options->services, help::kServices);
}

}  // namespace

void AddFacilityCommands(CommandLine& line) {
  Command group = line.AddGroup("facility", help::kFacility);
  AddRegister(line, group);
  auto word = std::make_shared<std::string>();
  Command get = line.AddCommand(group, "get", help::kFacilityGet,
                                "  sinergi facility get \"Unit IBM Air Mesu Timur\"\n",
                                [word](Session& session) { return Get(session, *word); });
  get.Add("facility", *word, help::kFacilityWord).Required();
  auto options = std::make_shared<ListOptions>();
  Command list = line.AddCommand(group, "list", help::kFacilityList,
                                 "  sinergi facility list --office BNNK-PANGKALPINANG\n"
                                 "  sinergi facility list --area 19.04\n",
                                 [options](Session& session) { return List(session, *options); });
  list.Add("--area", options->area, help::kWithinArea);
  list.Add("--office", options->office, help::kOfOffice);
  list.AddPage(options->page);
  AddFacilitySearch(line, group);
  AddServices(line, group);
  AddState(line, group, "close", help::kFacilityClose, Close);
  AddState(line, group, "reopen", help::kFacilityReopen, Reopen);
}

}  // namespace sinergi::cli
