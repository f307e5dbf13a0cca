#include "common/time/clock.h"
#include "services/cli/command_line.h"
#include "services/cli/event_text.h"
#include "services/cli/moments.h"
#include "sinergi/operations/v1/operations_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using operations::v1::OperationsService;
using operations::v1::OutboxEvent;

struct EventsOptions {
  std::string service = "referrals";
  std::string since;
  PageOptions page;
};

// Puts --since into a request; a usage failure when it is no moment.
template <class Request>
Ending SetSince(const std::string& since, Request& request) {
  const auto moment = ParseMoment(since, SystemClock().Now());
  if (!moment) return UsageFailure(messages::kMomentUnreadable, {{"option", "--since"}});
  *request.mutable_since() = ToTimestamp(*moment);
  return {};
}

std::string Describe(Session& session, const operations::v1::ListEventsResponse& response) {
  const Output& output = session.output();
  Table table({output.Text(messages::kTime), output.Text(messages::kEvent),
               output.Text(messages::kSubject), output.Text(messages::kArea),
               output.Text(messages::kOffices), output.Text(messages::kState)});
  for (const OutboxEvent& event : response.events()) {
    std::string offices;
    for (const auto& office : event.offices()) offices += (offices.empty() ? "" : ", ") + office;
    table.Add({{session.zones().AreaTime(event.time(), event.region())},
               {EventLabel(event.type(), output.language())},
               {event.subject() + " #" + std::to_string(event.revision())},
               {event.region()},
               {offices},
               {output.Text(event.waiting() ? messages::kWaiting : messages::kPublished),
                event.waiting() ? Style::kYellow : Style::kPlain}});
  }
  return output.Page(table, response.next_page_token());
}

Ending List(Session& session, const EventsOptions& options) {
  operations::v1::ListEventsRequest request;
  request.set_service(options.service);
  if (!options.since.empty()) {
    if (auto wrong = SetSince(options.since, request)) return wrong;
  }
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&OperationsService::Stub::ListEvents, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, *got); });
  return {};
}

Ending Republish(Session& session, const EventsOptions& options) {
  operations::v1::RepublishEventsRequest request;
  request.set_service(options.service);
  if (auto wrong = SetSince(options.since, request)) return wrong;
  const auto got = session.Call(&OperationsService::Stub::RepublishEvents, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] {
    return session.output().Text(messages::kRepublished,
                                 {{"count", std::to_string(got->count())}}) +
           "\n";
  });
  return {};
}

}  // namespace

void AddEventsCommands(CommandLine& line) {
  Command group = line.AddGroup("events", help::kEvents);
  auto listed = std::make_shared<EventsOptions>();
  Command list =
      line.AddCommand(group, "list", help::kEventsList, "  sinergi events list --since 24h\n",
                      [listed](Session& session) { return List(session, *listed); });
  list.Add("--service", listed->service, help::kOfService).ShowDefault();
  list.Add("--since", listed->since, help::kSince);
  list.AddPage(listed->page);
  auto again = std::make_shared<EventsOptions>();
  Command republish =
      line.AddCommand(group, "republish", help::kEventsRepublish,
                      "  sinergi events republish --since 2026-03-04T00:00:00+07:00\n",
                      [again](Session& session) { return Republish(session, *again); });
  republish.Add("--service", again->service, help::kOfService).ShowDefault();
  republish.Add("--since", again->since, help::kSince).Required();
}

}  // namespace sinergi::cli
