#include "common/time/clock.h"
#include "services/cli/event_text.h"
#include "services/cli/moments.h"
#include "services/cli/short_names.h"
#include "services/cli/subscription_messages.h"
#include "services/cli/webhook_commands.h"
#include "services/cli/webhook_messages.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::NotificationsService;

constexpr std::int64_t kHighestNumber = 1'000'000'000'000;

struct DeliveryOptions {
  std::string id;
  std::string state;
  std::int64_t epoch = 1;
  std::int64_t number = 0;
  PageOptions page;
};

struct ReplayOptions {
  notifications::v1::ReplayEventsRequest request;
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::string since;
  std::vector<std::string> ids;
  std::string replay;
  bool dead = false;
};

std::string OwnTime(Session& session, bool given, const google::protobuf::Timestamp& timestamp) {
  if (!given) return "–";
  return LocalTime(ToInstant(timestamp), session.zones().OfOffice(session.WhoAmI().office));
}

Ending ListDeliveries(Session& session, const DeliveryOptions& options) {
  notifications::v1::ListDeliveriesRequest request;
  request.set_subscription_id(options.id);
  if (options.state == "waiting") request.set_state(notifications::v1::DELIVERY_STATE_WAITING);
  if (options.state == "dead") request.set_state(notifications::v1::DELIVERY_STATE_DEAD);
  if (options.state == "replayed") request.set_state(notifications::v1::DELIVERY_STATE_REPLAYED);
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&NotificationsService::Stub::ListDeliveries, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] {
    const Output& output = session.output();
    Table table({output.Text(messages::kNumber), output.Text(messages::kEvent),
                 output.Text(messages::kSubject), output.Text(messages::kState),
                 output.Text(messages::kAttempts), output.Text(messages::kAnswer),
                 output.Text(messages::kNextTry), output.Text(messages::kReplay)});
    for (const auto& one : got->deliveries()) {
      table.Add({{std::to_string(one.number())},
                 {EventLabel(one.type(), output.language())},
                 {one.subject()},
                 {Label(one.state(), output.language())},
                 {std::to_string(one.attempts())},
                 {one.last_answer()},
                 {OwnTime(session, one.has_next_try_time(), one.next_try_time())},
                 {one.replay_id(), Style::kDim}});
    }
    return output.Page(table, got->next_page_token());
  });
  return {};
}

Ending ListAttempts(Session& session, const DeliveryOptions& options) {
  notifications::v1::ListDeliveryAttemptsRequest request;
  request.set_subscription_id(options.id);
  request.set_epoch(options.epoch);
  request.set_number(options.number);
  const auto got = session.Call(&NotificationsService::Stub::ListDeliveryAttempts, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] {
    const Output& output = session.output();
    Table table({output.Text(messages::kAttempts), output.Text(messages::kTime),
                 output.Text(messages::kDuration), output.Text(messages::kAnswer),
                 output.Text(messages::kReplay)});
    for (const auto& one : got->attempts()) {
      table.Add(
          {{std::to_string(one.attempt())},
           {OwnTime(session, true, one.time())},
           {std::to_string(one.duration().seconds() * 1000 + one.duration().nanos() / 1'000'000)},
           {one.answer()},
           {one.replay_id(), Style::kDim}});
    }
    return output.Page(table, "");
  });
  return {};
}

std::string DescribeReplay(Session& session, const notifications::v1::Replay& replay) {
  const Output& output = session.output();
  Fields fields(output);
  fields.Add(messages::kReplay, replay.replay_id());
  fields.Add(messages::kCreated, OwnTime(session, true, replay.create_time()));
  fields.Add(messages::kFinished, replay.has_finish_time()
                                      ? OwnTime(session, true, replay.finish_time())
                                      : output.Text(messages::kGoesOn));
  fields.Add(messages::kWaitingCount, std::to_string(replay.waiting_count()));
  fields.Add(messages::kDeadCount, std::to_string(replay.dead_count()));
  return fields.Render();
}

Ending Replay(Session& session, const ReplayOptions& options) {
  auto request = options.request;
  request.set_from_number(options.from);
  request.set_to_number(options.to);
  request.set_dead_letters_only(options.dead);
  for (const std::string& id : options.ids) request.add_event_ids(id);
  if (!options.since.empty()) {
    const auto moment = ParseMoment(options.since, SystemClock().Now());
    if (!moment) return UsageFailure(messages::kMomentUnreadable, {{"option", "--since"}});
    *request.mutable_start_time() = ToTimestamp(*moment);
  }
  const auto got = session.Call(&NotificationsService::Stub::ReplayEvents, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return DescribeReplay(session, got->replay()); });
  return {};
}

Ending ReplayStatus(Session& session, const ReplayOptions& options) {
  notifications::v1::GetReplayRequest request;
  request.set_subscription_id(options.request.subscription_id());
  request.set_replay_id(options.replay);
  const auto got = session.Call(&NotificationsService::Stub::GetReplay, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return DescribeReplay(session, got->replay()); });
  return {};
}

Ending ListMissed(Session& session, const DeliveryOptions& options) {
  notifications::v1::ListMissedEventsRequest request;
  request.set_subscription_id(options.id);
  request.set_after_number(options.number);
  request.set_page_size(options.page.size);
  request.set_page_token(options.page.token);
  const auto got = session.Call(&NotificationsService::Stub::ListMissedEvents, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] {
    const Output& output = session.output();
    Table table({output.Text(messages::kNumber), output.Text(messages::kEvent),
                 output.Text(messages::kSubject), output.Text(messages::kState)});
    for (const auto& one : got->events()) {
      const bool failed = one.state() != notifications::v1::DELIVERY_STATE_UNSPECIFIED;
      table.Add({{std::to_string(one.number())},
                 {EventLabel(one.type(), output.language())},
                 {one.subject()},
                 {failed ? Label(one.state(), output.language()) : "–"}});
    }
    return output.Page(table, got->next_page_token());
  });
  return {};
}

void AddReplay(CommandLine& line, Command group) {
  const auto options = std::make_shared<ReplayOptions>();
  const Command replay =
      line.AddCommand(group, "replay", help::kSubscriptionReplay,
                      "  sinergi subscription replay ID --from 17 --to 40\n"
                      "  sinergi subscription replay ID --dead\n",
                      [options](Session& session) { return Replay(session, *options); });
  replay.Add("subscription", *options->request.mutable_subscription_id(), help::kSubscriptionId)
      .Required();
  replay.AddNumber("--from", options->from, {1, kHighestNumber}, help::kReplayFrom);
  replay.AddNumber("--to", options->to, {1, kHighestNumber}, help::kReplayTo);
  replay.Add("--since", options->since, help::kReplaySince);
  replay.Add("--filter", *options->request.mutable_filter(), help::kSubscriptionFilter);
  replay.AddSeveral("--event", options->ids, help::kReplayId);
  replay.AddFlag("--dead", options->dead, help::kReplayDead);
  const auto asked = std::make_shared<ReplayOptions>();
  const Command status =
      line.AddCommand(group, "replay-status", help::kSubscriptionReplayGet,
                      "  sinergi subscription replay-status ID REPLAY\n",
                      [asked](Session& session) { return ReplayStatus(session, *asked); });
  status.Add("subscription", *asked->request.mutable_subscription_id(), help::kSubscriptionId)
      .Required();
  status.Add("replay", asked->replay, help::kReplayIdOf).Required();
}

}  // namespace

void AddDeliveryCommands(CommandLine& line, Command group) {
  const auto listed = std::make_shared<DeliveryOptions>();
  const Command list =
      line.AddCommand(group, "deliveries", help::kSubscriptionDeliveries,
                      "  sinergi subscription deliveries ID --state dead\n",
                      [listed](Session& session) { return ListDeliveries(session, *listed); });
  list.Add("subscription", listed->id, help::kSubscriptionId).Required();
  list.Add("--state", listed->state, help::kDeliveryStateOption)
      .OneOf({"waiting", "dead", "replayed"});
  list.AddPage(listed->page);
  const auto tried = std::make_shared<DeliveryOptions>();
  const Command attempts =
      line.AddCommand(group, "attempts", help::kSubscriptionAttempts,
                      "  sinergi subscription attempts ID --number 17\n",
                      [tried](Session& session) { return ListAttempts(session, *tried); });
  attempts.Add("subscription", tried->id, help::kSubscriptionId).Required();
  attempts.AddNumber("--number", tried->number, {1, kHighestNumber}, help::kEventNumber).Required();
  attempts.AddNumber("--epoch", tried->epoch, {1, kHighestNumber}, help::kEventEpoch);
  AddReplay(line, group);
  const auto wanted = std::make_shared<DeliveryOptions>();
  const Command missed = line.AddCommand(
      group, "missed", help::kSubscriptionMissed, "  sinergi subscription missed ID\n",
      [wanted](Session& session) { return ListMissed(session, *wanted); });
  missed.Add("subscription", wanted->id, help::kSubscriptionId).Required();
  missed.AddNumber("--after", wanted->number, {1, kHighestNumber}, help::kAfterNumber);
  missed.AddPage(wanted->page);
}

}  // namespace sinergi::cli
