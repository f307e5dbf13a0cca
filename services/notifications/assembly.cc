#include "services/notifications/assembly.h"

#include "common/evidence/evidence.h"
#include "common/outbox/inbox.h"
#include "common/outbox/outbox.h"
#include "common/outbox/outbox_pruner.h"
#include "services/notifications/api/event_handlers.h"
#include "services/notifications/api/notifications_api.h"
#include "services/notifications/api/permissions.h"
#include "services/notifications/application/journal_pruner.h"
#include "services/notifications/channels/stream/fetched_events.h"
#include "services/notifications/channels/stream/subscriber_stream.h"
#include "services/notifications/storage/migrations.h"

namespace sinergi::notifications {
namespace {

constexpr std::chrono::seconds kPatience{30};

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

NotificationsApi::Channel StreamChannel(const Clock& clock, std::chrono::milliseconds heartbeat) {
  return [&clock, heartbeat](std::unique_ptr<EventStream> events, std::function<void()> wake) {
    return std::make_unique<SubscriberStream>(std::move(events), clock, heartbeat, std::move(wake));
  };
}

}  // namespace

struct Notifications::Parts {
  Parts(const Dependencies& given, std::string database_epoch)
      : consumer(given.consumer),
        changes(given.database, given.clock, [] {}),
        journal(given.database, given.clock),
        tail(given.database, given.announcer, TailOptions(given.settings)),
        pruner(given.database, given.clock, given.settings.journal_retention),
        inbox(given.database, given.clock, given.metrics, InboxOptions(given.consumer),
              JournalEffect(journal),
              [&announcer = given.announcer] { announcer.Announce(kJournalChannel); }),
        tokens(given.sealer, std::move(database_epoch)),
        directory(given.database, given.announcer),
        subscriptions({given.database, changes, given.clock, given.cache, given.announcer}),
        streams({given.database, journal, tail, tokens, directory}, subscriptions),
        pages(given.sealer, given.clock),
        api(subscriptions, streams, {given.regions, given.offices}, given.clock, pages,
            given.hash_key, StreamChannel(given.clock, given.settings.heartbeat), FetchedEvents),
        service(api.Service()),
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
  SubscriptionOperations subscriptions;
  const EventStreams streams;
  const PageTokens pages;
  NotificationsApi api;
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
