#include <algorithm>

#include "services/cli/command_line.h"
#include "services/cli/event_text.h"
#include "services/cli/moments.h"
#include "services/cli/notification_view.h"
#include "services/cli/subscriptions.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

constexpr std::int64_t kLargestNumber = 1'000'000'000'000;
constexpr std::int64_t kMostAtOnce = 1000;  // that one answer may be asked for

using notifications::v1::NotificationsService;
using notifications::v1::Subscription;

std::string TypesOf(const Output& output, const Subscription& subscription) {
  std::string text;
  for (const std::string& type : subscription.event_types()) {
    text += (text.empty() ? "" : ", ") + EventLabel(type, output.language());
  }
  return text.empty() ? output.Text(messages::kEvery) : text;
}

std::string AreaOf(const Output& output, const Subscription& subscription) {
  return subscription.area_code().empty() ? output.Text(messages::kEvery)
                                          : subscription.area_code();
}

std::string TimeOf(Session& session, const Subscription& subscription) {
  if (!subscription.has_create_time()) return "–";
  return LocalTime(ToInstant(subscription.create_time()),
                   session.zones().OfOffice(subscription.office()));
}

std::string Describe(Session& session, const Subscription& subscription) {
  const Output& output = session.output();
  Fields fields(output);
  fields.Add(messages::kName, subscription.display_name(), Style::kBold);
  fields.Add(messages::kOffice, subscription.office());
  fields.Add(messages::kArea, AreaOf(output, subscription));
  fields.Add(messages::kTypes, TypesOf(output, subscription));
  fields.Add(messages::kEpoch, std::to_string(subscription.epoch()));
  fields.Add(messages::kCreated, TimeOf(session, subscription));
  fields.Add(messages::kId, subscription.subscription_id());
  return fields.Render();
}

std::string Describe(Session& session,
                     const notifications::v1::ListSubscriptionsResponse& response) {
  const Output& output = session.output();
  Table table({output.Text(messages::kName), output.Text(messages::kOffice),
               output.Text(messages::kArea), output.Text(messages::kTypes),
               output.Text(messages::kCreated), output.Text(messages::kId)});
  for (const Subscription& subscription : response.subscriptions()) {
    table.Add({{subscription.display_name(), Style::kBold},
               {subscription.office()},
               {AreaOf(output, subscription)},
               {TypesOf(output, subscription)},
               {TimeOf(session, subscription)},
               {subscription.subscription_id(), Style::kDim}});
  }
  return output.Page(table, response.next_page_token());
}

Ending Create(Session& session, SubscriptionWish wish) {
  if (wish.office.empty()) wish.office = session.WhoAmI().office;
  for (std::string& type : wish.types) type = EventType(type);
  auto created = CreateSubscription(session.connection(), wish);
  if (!created) return created.failure();
  notifications::v1::CreateSubscriptionResponse response;
  *response.mutable_subscription() = *std::move(created);
  session.output().Show(response, [&] { return Describe(session, response.subscription()); });
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

}  // namespace

void AddSubscriptionCommands(CommandLine& line) {
  Command group = line.AddGroup("subscription", help::kSubscription);
  auto wish = std::make_shared<SubscriptionWish>();
  Command create = line.AddCommand(group, "create", help::kSubscriptionCreate,
                                   "  sinergi subscription create --name \"Air Mesu Timur\" \\\n"
                                   "      --area 19.04.02.2020 --type referral-sent\n",
                                   [wish](Session& session) { return Create(session, *wish); });
  create.Add("--name", wish->name, help::kDisplayName).Required();
  create.Add("--office", wish->office, help::kSubscriptionOffice);
  create.Add("--area", wish->area, help::kWithinArea);
  create.AddSeveral("--type", wish->types, help::kType);
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
