#include <algorithm>

#include "services/cli/command_line.h"
#include "services/cli/event_text.h"
#include "services/cli/notification_view.h"
#include "services/cli/subscription_changes.h"
#include "services/cli/subscription_messages.h"
#include "services/cli/subscription_view.h"
#include "services/cli/subscriptions.h"
#include "services/cli/webhook_commands.h"
#include "services/cli/webhook_messages.h"
#include "services/cli/webhook_wish.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

constexpr std::int64_t kLargestNumber = 1'000'000'000'000;
constexpr std::int64_t kMostAtOnce = 1000;  // that one answer may be asked for

using notifications::v1::NotificationsService;

struct CreateOptions {
  notifications::v1::CreateSubscriptionRequest request;
  std::vector<std::string> areas, types, offices;
  std::string from;
  WebhookWish webhook;
};

Ending Create(Session& session, const CreateOptions& options) {
  if (auto wrong = options.webhook.Check()) return wrong;
  auto request = options.request;
  if (request.office().empty() && request.agency().empty()) {
    const Caller caller = session.WhoAmI();
    request.set_office(caller.office);
    if (caller.office.empty()) request.set_agency(caller.agency);
  }
  for (const std::string& area : options.areas) request.add_area_codes(area);
  for (const std::string& type : options.types) request.add_event_types(EventType(type));
  for (const std::string& office : options.offices) request.add_offices(office);
  if (options.webhook.is_given()) *request.mutable_webhook() = options.webhook.Wanted();
  if (auto wrong = SetStart(options.from, request)) return wrong;
  const auto got = session.Call(&NotificationsService::Stub::CreateSubscription, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->subscription()); });
  return {};
}

Ending Get(Session& session, const std::string& id) {
  notifications::v1::GetSubscriptionRequest request;
  request.set_subscription_id(id);
  const auto got = session.Call(&NotificationsService::Stub::GetSubscription, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->subscription()); });
  return {};
}

Ending List(Session& session, const PageOptions& page) {
  notifications::v1::ListSubscriptionsRequest request;
  request.set_page_size(page.size);
  request.set_page_token(page.token);
  const auto got = session.Call(&NotificationsService::Stub::ListSubscriptions, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, *got); });
  return {};
}

struct FetchOptions {
  std::string id;
  std::int64_t from = 1;
  std::int64_t to = 0;
};

// As many answers as it takes, each event a line.
Ending Fetch(Session& session, const FetchOptions& options) {
  const std::int64_t to = options.to == 0 ? options.from : options.to;
  std::int64_t next = options.from;
  while (next <= to) {
    notifications::v1::FetchEventsRequest request;
    request.set_subscription_id(options.id);
    request.set_from_number(next);
    request.set_to_number(std::min(to, next + kMostAtOnce - 1));
    const auto got = session.Call(&NotificationsService::Stub::FetchEvents, request);
    if (!got) return got.failure();
    for (const auto& one : got->notifications()) PrintNotification(session, one);
    if (got->notifications().empty()) break;  // not there yet
    next = got->notifications().rbegin()->number() + 1;
  }
  return {};
}

void AddCreate(CommandLine& line, Command group) {
  auto options = std::make_shared<CreateOptions>();
  Command create =
      line.AddCommand(group, "create", help::kSubscriptionCreate,
                      "  sinergi subscription create --name \"Air Mesu Timur\" \\\n"
                      "      --area 19.04.02.2020 --type referral-sent\n",
                      [options](Session& session) { return Create(session, *options); });
  create.Add("--name", *options->request.mutable_display_name(), help::kDisplayName).Required();
  create.Add("--office", *options->request.mutable_office(), help::kSubscriptionOffice);
  create.Add("--agency", *options->request.mutable_agency(), help::kSubscriptionAgency);
  create.AddSeveral("--area", options->areas, help::kWithinArea);
  create.AddSeveral("--type", options->types, help::kType);
  create.AddSeveral("--with-office", options->offices, help::kWithOffice);
  create.Add("--subject", *options->request.mutable_subject(), help::kSubscriptionSubject);
  create.Add("--filter", *options->request.mutable_filter(), help::kSubscriptionFilter);
  create.Add("--from", options->from, help::kCountFrom);
  options->webhook.AddTo(create);
}

}  // namespace

void AddSubscriptionCommands(CommandLine& line) {
  Command group = line.AddGroup("subscription", help::kSubscription);
  AddCreate(line, group);
  AddSubscriptionChanges(line, group);
  AddWebhookCommands(line, group);
  AddDeliveryCommands(line, group);
  auto id = std::make_shared<std::string>();
  Command get =
      line.AddCommand(group, "get", help::kSubscriptionGet, "  sinergi subscription get ID\n",
                      [id](Session& session) { return Get(session, *id); });
  get.Add("subscription", *id, help::kSubscriptionId).Required();
  auto page = std::make_shared<PageOptions>();
  Command list =
      line.AddCommand(group, "list", help::kSubscriptionList, "  sinergi subscription list\n",
                      [page](Session& session) { return List(session, *page); });
  list.AddPage(*page);
  auto stretch = std::make_shared<FetchOptions>();
  Command fetch = line.AddCommand(group, "fetch", help::kSubscriptionFetch,
                                  "  sinergi subscription fetch ID --from 17 --to 21\n",
                                  [stretch](Session& session) { return Fetch(session, *stretch); });
  fetch.Add("subscription", stretch->id, help::kSubscriptionId).Required();
  fetch.AddNumber("--from", stretch->from, {1, kLargestNumber}, help::kFromNumber).Required();
  fetch.AddNumber("--to", stretch->to, {1, kLargestNumber}, help::kToNumber);
}

}  // namespace sinergi::cli
