#include "services/notifications/assembly.h"

#include "common/evidence/evidence.h"
#include "common/http/http_get.h"
#include "common/outbox/inbox.h"
#include "common/outbox/outbox.h"
#include "common/outbox/outbox_pruner.h"
#include "services/notifications/api/delivery_api.h"
#include "services/notifications/api/event_handlers.h"
#include "services/notifications/api/event_json.h"
#include "services/notifications/api/notifications_api.h"
#include "services/notifications/api/permissions.h"
#include "services/notifications/api/webhook_api.h"
#include "services/notifications/application/contact_notices.h"
#include "services/notifications/application/journal_pruner.h"
#include "services/notifications/application/retention.h"
#include "services/notifications/channels/stream/cloud_event_proto.h"
#include "services/notifications/channels/stream/fetched_events.h"
#include "services/notifications/channels/stream/subscriber_stream.h"
#include "services/notifications/channels/webhook/endpoint_checks.h"
#include "services/notifications/channels/webhook/webhook_dispatcher.h"
#include "services/notifications/storage/migrations.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::seconds kPatience{30};

// Events that a webhook has claimed and not settled, for each request that may be on its way.
constexpr std::int64_t kRequestsOfAWindow = 32;

JournalTail::Options TailOptions(const Settings& settings) {
  JournalTail::Options options;
  options.entries = static_cast<std::size_t>(settings.tail_entries);
  options.bytes = static_cast<std::size_t>(settings.tail_bytes);
  return options;
}

Inbox::Options InboxOptions(EventConsumer& consumer) {
  Inbox::Options options;
  options.service = "notifications";
  options.set_aside = [&consumer](const Event& event, const std::string& reason,
                                  std::int64_t attempts) {
    return consumer.SetAside(event, reason, attempts);
  };
  return options;
}

HttpLoop::Options HttpOptions(const Settings& settings) {
  HttpLoop::Options options;
  // Checked before.
  options.guard = *AddressGuard::Parse(settings.webhook_networks, "notifications_webhook_networks");
  options.ca_file = settings.webhook_ca_file;
  options.client_certificate = settings.webhook_client_certificate;
  options.client_key = settings.webhook_client_key;
  return options;
}

WebhookLine::Options LineOptions(const Settings& settings) {
  WebhookLine::Options options;
  options.schedule = RetrySchedule(*settings.WebhookPauses());  // checked before
  options.timeout = settings.webhook_timeout;
  options.at_once = settings.webhook_at_once;
  options.window = kRequestsOfAWindow * settings.webhook_at_once;
  options.per_minute = settings.webhook_per_minute;
  options.suspend_after = settings.webhook_suspend_after;
  return options;
}

WebhookApi::Endpoints EndpointsBy(const EndpointChecks& checks) {
  return {[&checks](const Subscription& subscription, const std::vector<WebhookSecret>& secrets) {
            return checks.Challenge(subscription, secrets);
          },
          [&checks](const Subscription& subscription, const std::vector<WebhookSecret>& secrets) {
            return checks.Test(subscription, secrets);
          }};
}

ReferenceData ReferenceOf(const Dependencies& given) {
  return {given.regions, given.offices,
          [](const std::string& url) { return CheckHttpUrl(url).operator bool(); }};
}

NotificationsApi::Channel ChannelOf(SubscriberStreams& streams) {
  return [&streams](std::unique_ptr<EventStream> events, std::function<void()> wake) {
    return streams.Open(std::move(events), std::move(wake));
  };
}

RpcService ServiceOf(NotificationsApi& api, WebhookApi& webhooks, DeliveryApi& deliveries) {
  RpcService service = api.Service();
  webhooks.AddTo(service);
  deliveries.AddTo(service);
  return service;
}

}  // namespace

struct Notifications::Parts {
  Parts(const Dependencies& given, std::string database_epoch)
      : consumer(given.consumer),
        changes(given.database, given.clock, [] {}),
        journal(given.database, given.clock),
        tail(given.database, given.announcer, TailOptions(given.settings), SharedPart),
        pruner(given.database, given.clock, given.settings.journal_retention),
        inbox(given.database, given.clock, given.metrics, InboxOptions(given.consumer),
              JournalEffect(journal),
              [&announcer = given.announcer] { announcer.Announce(kJournalChannel); }),
        tokens(given.sealer, std::move(database_epoch)),
        directory(given.database, given.announcer),
        secrets(given.database, given.sealer),
        subscriptions(
            {given.database, changes, given.clock, given.cache, given.announcer, secrets}),
        webhooks(given.database, given.clock, subscriptions, secrets, journal),
        streams({given.database, journal, tail, tokens, directory}, subscriptions),
        replays(given.database, given.clock, subscriptions, journal),
        history(given.database, subscriptions),
        missed(given.database, given.clock, subscriptions, streams, tokens),
        pages(given.sealer, given.clock),
        channel(given.clock, given.settings.heartbeat),
        api(subscriptions, streams, ReferenceOf(given), given.clock, pages, given.hash_key,
            ChannelOf(channel), FetchedEvents),
        dispatcher(
            {{{given.database, journal, tail, tokens, directory}, directory, secrets, given.clock},
             subscriptions},
            DeliveryLedger(given.database, given.clock, Uuid::Make(given.clock.Now()).ToString()),
            LineOptions(given.settings), HttpOptions(given.settings), MessageAsJson),
        client(HttpOptions(given.settings)),
        checks(client, given.clock, given.settings.webhook_timeout),
        delivery_api({history, replays, missed, pages, given.hash_key}),
        webhook_api(webhooks, given.hash_key, EndpointsBy(checks)),
        mail({given.settings.mail_server, given.settings.mail_from, given.settings.mail_ca_file},
             given.clock),
        notices(given.database, mail, given.clock),
        retention(given.database, given.clock, given.settings.delivery_retention),
        service(ServiceOf(api, webhook_api, delivery_api)),
        answers(given.database, given.clock, {.service = "notifications"}),
        denials(given.database, given.clock) {}

  EventConsumer& consumer;
  Changes changes;
  const Journal journal;
  JournalTail tail;
  JournalPruner pruner;
  Inbox inbox;
  const ResumeTokens tokens;
  SubscriptionDirectory directory;
  const WebhookSecrets secrets;
  SubscriptionOperations subscriptions;
  WebhookOperations webhooks;
  const EventStreams streams;
  ReplayOperations replays;
  const DeliveryHistory history;
  MissedEvents missed;
  const PageTokens pages;
  SubscriberStreams channel;
  NotificationsApi api;
  WebhookDispatcher dispatcher;
  HttpClient client;
  const EndpointChecks checks;
  DeliveryApi delivery_api;
  WebhookApi webhook_api;
  const MailSender mail;
  ContactNotices notices;
  Retention retention;
  const RpcService service;
  const OutboxPruner answers;
  Denials denials;
};

Notifications::Notifications(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Notifications::~Notifications() = default;

std::vector<std::string> Notifications::Topics() { return {kTopics.begin(), kTopics.end()}; }

std::vector<PermissionRow> Notifications::Permissions() {
  return KeptApart(kPermissions, kOfAssessments);
}

Status Notifications::Migrate(Database& database) {
  for (const auto& [component, migrations] :
       {std::pair("outbox", OutboxMigrations()), std::pair("inbox", InboxMigrations()),
        std::pair("evidence", EvidenceMigrations()),
        std::pair("notifications", NotificationsMigrations())}) {
    if (auto migrated = database.Migrate(component, migrations); !migrated) return migrated;
  }
  return Status::Ok();
}

Result<std::unique_ptr<Notifications>> Notifications::Make(const Dependencies& dependencies) {
  if (auto sound = dependencies.settings.Check(); !sound) return sound.error();
  if (auto done = Migrate(dependencies.database); !done) return done.error();
  auto epoch = dependencies.restored ? RenewEpoch(dependencies.database, Deadline::In(kPatience))
                                     : LoadEpoch(dependencies.database, Deadline::In(kPatience));
  if (!epoch) return epoch.error();
  auto parts = std::make_unique<Parts>(dependencies, *std::move(epoch));
  const Deadline deadline = Deadline::In(kPatience);
  if (auto begun = parts->tail.Begin(deadline); !begun) return begun.error();
  if (auto done = parts->subscriptions.RenewMatchers(deadline); !done) return done.error();
  if (auto read = parts->directory.Poll(); !read) return read.error();
  return std::unique_ptr<Notifications>(new Notifications(std::move(parts)));
}

const RpcService& Notifications::service() const { return parts_->service; }
Denials& Notifications::denials() { return parts_->denials; }

void Notifications::StartWorkers(Workers& workers) {
  Parts& parts = *parts_;
  workers.Start("notify-journal", [&parts](std::stop_token stop) { parts.tail.Run(stop); });
  workers.Start("notify-subscr", [&parts](std::stop_token stop) { parts.directory.Run(stop); });
  workers.Start("notify-webhooks", [&parts](std::stop_token stop) { parts.dispatcher.Run(stop); });
  workers.Start("notify-contacts", [&parts](std::stop_token stop) { parts.notices.Run(stop); });
  workers.Start("notify-retain", [&parts](std::stop_token stop) { parts.retention.Run(stop); });
  workers.Start("notify-prune", [&parts](std::stop_token stop) { parts.pruner.Run(stop); });
  workers.Start("notify-answers", [&parts](std::stop_token stop) { parts.answers.Run(stop); });
  workers.Start("notify-denials", [&parts](std::stop_token stop) { parts.denials.Run(stop); });
  workers.Start("notify-retry", [&parts](std::stop_token stop) { parts.inbox.RunRetries(stop); });
  workers.Start("notify-consume", [&parts](std::stop_token stop) {
    parts.consumer.Run(
        stop, [&parts](std::span<const Event> events) { return parts.inbox.Receive(events); });
  });
}

}  // namespace sinergi::notifications
