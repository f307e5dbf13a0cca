#include "services/cli/webhook_commands.h"

#include "services/cli/moments.h"
#include "services/cli/subscription_view.h"
#include "services/cli/webhook_messages.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::NotificationsService;

struct WebhookOptions {
  std::string id;
  std::int64_t hours = 24;
};

std::string TimeOrNever(Session& session, bool given,
                        const google::protobuf::Timestamp& timestamp) {
  if (!given) return session.output().Text(messages::kNever);
  return LocalTime(ToInstant(timestamp), session.zones().OfOffice(session.WhoAmI().office));
}

std::string MillisecondsOf(const google::protobuf::Duration& duration) {
  return std::to_string(duration.seconds() * 1000 + duration.nanos() / 1'000'000);
}

Ending VerifyWebhook(Session& session, const WebhookOptions& options) {
  notifications::v1::VerifySubscriptionRequest request;
  request.set_subscription_id(options.id);
  const auto got = session.Call(&NotificationsService::Stub::VerifySubscription, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] { return Describe(session, got->subscription()); });
  return {};
}

Ending TestWebhook(Session& session, const WebhookOptions& options) {
  notifications::v1::TestSubscriptionRequest request;
  request.set_subscription_id(options.id);
  const auto got = session.Call(&NotificationsService::Stub::TestSubscription, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] {
    return session.output().Text(
               got->delivered() ? messages::kTestDelivered : messages::kTestFailed,
               {{"answer", got->answer()}, {"duration", MillisecondsOf(got->duration())}}) +
           "\n";
  });
  return {};
}

Ending ShowSecret(Session& session, const WebhookOptions& options) {
  notifications::v1::GetWebhookSecretRequest request;
  request.set_subscription_id(options.id);
  const auto got = session.Call(&NotificationsService::Stub::GetWebhookSecret, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] {
    Fields fields(session.output());
    for (const auto& secret : got->secrets()) {
      fields.Add(messages::kSharedKey, secret.shared_key());
      fields.Add(messages::kPublicKey, secret.public_key());
      if (secret.has_expire_time()) {
        fields.Add(messages::kSecretUntil, TimeOrNever(session, true, secret.expire_time()));
      }
    }
    return fields.Render();
  });
  return {};
}

Ending RotateSecret(Session& session, const WebhookOptions& options) {
  notifications::v1::RotateWebhookSecretRequest request;
  request.set_subscription_id(options.id);
  request.mutable_overlap()->set_seconds(options.hours * 3600);
  const auto got = session.Call(&NotificationsService::Stub::RotateWebhookSecret, request);
  if (!got) return got.failure();
  return ShowSecret(session, options);
}

Ending ShowHealth(Session& session, const WebhookOptions& options) {
  notifications::v1::GetSubscriptionHealthRequest request;
  request.set_subscription_id(options.id);
  const auto got = session.Call(&NotificationsService::Stub::GetSubscriptionHealth, request);
  if (!got) return got.failure();
  session.output().Show(*got, [&] {
    Fields fields(session.output());
    fields.Add(messages::kLastNumber, std::to_string(got->last_number()));
    fields.Add(messages::kSettledNumber, std::to_string(got->settled_number()));
    fields.Add(messages::kWaitingCount, std::to_string(got->waiting_count()));
    fields.Add(messages::kDeadCount, std::to_string(got->dead_count()));
    fields.Add(messages::kFailuresInARow, std::to_string(got->failures_in_a_row()));
    fields.Add(messages::kLastAnswer, got->last_answer());
    fields.Add(messages::kLastSuccess,
               TimeOrNever(session, got->has_last_success_time(), got->last_success_time()));
    fields.Add(messages::kLastFailure,
               TimeOrNever(session, got->has_last_failure_time(), got->last_failure_time()));
    return Describe(session, got->subscription()) + fields.Render();
  });
  return {};
}

using Run = Ending (*)(Session&, const WebhookOptions&);
Command AddOne(CommandLine& line, Command group, const std::string& name, const Message& about,
               Run run, WebhookOptions*& target) {
  const auto options = std::make_shared<WebhookOptions>();
  target = options.get();
  Command command =
      line.AddCommand(group, name, about, "  sinergi subscription " + name + " ID\n",
                      [options, run](Session& session) { return run(session, *options); });
  command.Add("subscription", options->id, help::kSubscriptionId).Required();
  return command;
}

}  // namespace

void AddWebhookCommands(CommandLine& line, Command group) {
  WebhookOptions* options = nullptr;
  AddOne(line, group, "verify", help::kSubscriptionVerify, VerifyWebhook, options);
  AddOne(line, group, "test", help::kSubscriptionTest, TestWebhook, options);
  AddOne(line, group, "secret", help::kSubscriptionSecret, ShowSecret, options);
  const Command rotate =
      AddOne(line, group, "rotate-secret", help::kSubscriptionRotate, RotateSecret, options);
  rotate.AddNumber("--hours", options->hours, {0, 7 * 24}, help::kOverlap);
  AddOne(line, group, "health", help::kSubscriptionHealth, ShowHealth, options);
}

}  // namespace sinergi::cli
