#include "services/cli/command_line.h"
#include "services/cli/short_names.h"
#include "sinergi/reference/v1/reference_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using reference::v1::Jurisdiction;
using reference::v1::Office;
using reference::v1::ReferenceService;
using reference::v1::Region;

struct SearchOptions {
  std::string prefix;
  std::string level;
  std::string within;
  int most = 0;
};

struct ChildrenOptions {
  std::string parent;
  PageOptions page;
};

std::string Days(const Output& output, const std::string& from, const std::string& to) {
  std::string text = from.empty() ? "" : output.Text(messages::kSince, {{"day", from}});
  if (to.empty()) return text;
  return text + (text.empty() ? "" : " ") + output.Text(messages::kUntil, {{"day", to}});
}

std::string Describe(const Output& output, const reference::v1::GetRegionResponse& response) {
  const Region& region = response.region();
  Fields fields(output);
  fields.Add(messages::kName, region.name(), Style::kBold);
  fields.Add(messages::kCode, region.code());
  fields.Add(messages::kLevel, Label(region.level(), output.language()));
  for (const Region& above : response.ancestors()) {
    fields.Add(messages::kWithin, above.name() + " (" + above.code() + ")");
  }
  fields.Add(messages::kZone, region.time_zone());
  for (const std::string& office : response.offices()) fields.Add(messages::kOffice, office);
  const std::string days = Days(output, region.valid_from(), region.valid_to());
  return fields.Render() + (days.empty() ? "" : days + "\n") +
         output.paint()(Printable(response.attribution()), Style::kDim) + "\n";
}

template <class Regions>
std::string DescribeAll(const Output& output, const Regions& regions, const std::string& next) {
  Table table({output.Text(messages::kCode), output.Text(messages::kName),
               output.Text(messages::kLevel), output.Text(messages::kZone)});
  for (const Region& region : regions) {
    table.Add({{region.code(), Style::kBold},
               {region.name()},
               {Label(region.level(), output.language())},
               {region.time_zone()}});
  }
  return output.Page(table, next);
}

Ending GetRegion(Session& session, const std::string& code) {
  if (code.empty()) return UsageFailure(messages::kOptionNeeded, {{"option", "CODE"}});
  reference::v1::GetRegionRequest request;
  request.set_code(code);
  const auto got = session.Call(&ReferenceService::Stub::GetRegion, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session.output(), *got); });
  return {};
}

Ending Search(Session& session, const SearchOptions& options) {
  const auto level = ReadEnum<reference::v1::RegionLevel>("--level", options.level);
  if (!level) return level.failure();
  reference::v1::SearchRegionsRequest request;
  request.set_name_prefix(options.prefix);
  request.set_level(*level);
  request.set_within(options.within);
  request.set_max_results(options.most);
  const auto got = session.Call(&ReferenceService::Stub::SearchRegions, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return DescribeAll(session.output(), got->regions(), ""); });
  return {};
}

Ending Children(Session& session, const ChildrenOptions& options) {
  reference::v1::ListRegionsRequest request;
  request.set_parent(options.parent);
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&ReferenceService::Stub::ListRegions, request);
  if (!got) return got.failure();
  session.output().Show(
      *got, [&] { return DescribeAll(session.output(), got->regions(), got->next_page_token()); });
  return {};
}

std::string Describe(const Output& output, const Office& office) {
  Fields fields(output);
  fields.Add(messages::kName, office.name(), Style::kBold);
  fields.Add(messages::kCode, office.code());
  fields.Add(messages::kParent, office.parent());
  fields.Add(messages::kZone, office.time_zone());
  for (const Jurisdiction& row : office.jurisdictions()) {
    fields.Add(messages::kServes,
               row.area_code() + "  " + Days(output, row.valid_from(), row.valid_to()));
  }
  return fields.Render();
}

Ending GetOffice(Session& session, const std::string& code) {
  reference::v1::GetOfficeRequest request;
  request.set_code(code);
  const auto got = session.Call(&ReferenceService::Stub::GetOffice, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session.output(), got->office()); });
  return {};
}

Ending ListOffices(Session& session) {
  const auto got =
      session.Call(&ReferenceService::Stub::ListOffices, reference::v1::ListOfficesRequest());
  if (!got) return got.failure();
  const Output& output = session.output();
  output.Show(*got, [&] {
    Table table({output.Text(messages::kCode), output.Text(messages::kName),
                 output.Text(messages::kParent), output.Text(messages::kZone)});
    for (const Office& office : got->offices()) {
      table.Add({{office.code(), Style::kBold},
                 {office.name()},
                 {office.parent()},
                 {office.time_zone()}});
    }
    return output.Page(table, "");
  });
  return {};
}

void AddRegion(CommandLine& line) {
  auto code = std::make_shared<std::string>();
  Command region = line.AddCommand(
      line.program(), "region", help::kRegion,
      "  sinergi region 19.04.02.2020\n  sinergi region search \"Air Mesu\" --level village\n"
      "  sinergi region children 19.04\n",
      [code](Session& session) { return GetRegion(session, *code); });
  region.Add("code", *code, help::kAreaCode);
  auto sought = std::make_shared<SearchOptions>();
  Command search = line.AddCommand(region, "search", help::kRegionSearch,
                                   "  sinergi region search Pangkal --within 19\n",
                                   [sought](Session& session) { return Search(session, *sought); });
  search.Add("prefix", sought->prefix, help::kNamePrefix).Required();
  search.Add("--level", sought->level, help::kLevel);
  search.Add("--within", sought->within, help::kWithinArea);
  search.AddNumber("--most", sought->most, {1, 100}, help::kMost);
  auto parent = std::make_shared<ChildrenOptions>();
  Command children = line.AddCommand(
      region, "children", help::kRegionChildren, "  sinergi region children 19.04.02\n",
      [parent](Session& session) { return Children(session, *parent); });
  children.Add("code", parent->parent, help::kParentCode);
  children.AddPage(parent->page);
}

}  // namespace

void AddReferenceCommands(CommandLine& line) {
  AddRegion(line);
  Command office = line.AddGroup("office", help::kOffice);
  auto code = std::make_shared<std::string>();
  Command get =
      line.AddCommand(office, "get", help::kOfficeGet, "  sinergi office get BNNK-PANGKALPINANG\n",
                      [code](Session& session) { return GetOffice(session, *code); });
  get.Add("code", *code, help::kOfficeCode).Required();
  line.AddCommand(office, "list", help::kOfficeList, "  sinergi office list\n", ListOffices);
}

}  // namespace sinergi::cli
