#include "services/referrals/assembly.h"

#include "common/evidence/evidence.h"
#include "common/outbox/inbox.h"
#include "common/outbox/outbox.h"
#include "common/outbox/outbox_pruner.h"
#include "common/outbox/outbox_relay.h"
#include "services/referrals/api/event_handlers.h"
#include "services/referrals/api/facility_api.h"
#include "services/referrals/api/handover_api.h"
#include "services/referrals/api/life_api.h"
#include "services/referrals/api/permissions.h"
#include "services/referrals/api/person_api.h"
#include "services/referrals/api/referrals_api.h"
#include "services/referrals/api/session_api.h"
#include "services/referrals/api/watch_api.h"
#include "services/referrals/application/due_clock.h"
#include "services/referrals/storage/migrations.h"
#include "services/referrals/storage/referral_store.h"

namespace sinergi::referrals {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr std::string_view kCommitted = "outbox";

Inbox::Options InboxOptions(EventConsumer& consumer) {
  Inbox::Options options;
  options.service = "referrals";
  options.set_aside = [&consumer](const Event& event, const std::string& reason,
                                  std::int64_t attempts) {
    return consumer.SetAside(event, reason, attempts);
  };
  return options;
}

}  // namespace

class Referrals::Parts {
 public:
  Parts(Dependencies given, const std::string& epoch)
      : use(std::move(given)),
        outbox("referrals", epoch),
        relay(use.database, use.publisher, use.clock, use.metrics,
              {.service = "referrals",
               .holder = use.holder,
               .poll = use.settings.relay_poll,
               .lease = use.settings.relay_lease}),
        changes(use.database, use.clock, [this] { TellRelay(); }),
        facilities(use.database, use.clock, use.cache),
        facility_changes(changes, outbox, use.offices, use.clock, use.cache),
        facility_search(use.database),
        facility_suggestions(facility_search, use.policies.routing, use.clock),
        inbox(use.database, use.clock, use.metrics, InboxOptions(use.consumer),
              DirectoryEffect(facility_changes, use.regions),
              [this] {
                facility_changes.UnitsChanged();
                TellRelay();
              }),
        due_times(use.policies.due, use.offices),
        referral_changes(changes, outbox, due_times, use.offices, use.clock, use.cache),
        referrals(use.database, changes, outbox, use.vault, use.offices, use.policies.routing,
                  use.clock, use.cache),
        life(use.database, referral_changes, use.vault, use.offices, use.clock),
        sessions(use.database, referral_changes, use.vault),
        handovers(use.database, referral_changes, use.offices, use.policies.routing),
        persons(use.database, referral_changes, use.vault, use.offices, use.clock, use.metrics),
        consents(use.database, referral_changes, use.vault, use.clock),
        page_tokens(use.token_sealer, use.clock, use.settings.page_token_lifetime),
        api({referrals, use.regions, use.offices, use.clock, page_tokens, use.hash_key,
             use.settings.longest_consent}),
        facility_api({facilities, facility_changes, facility_search, facility_suggestions,
                      use.regions, use.offices, use.clock, page_tokens, use.hash_key},
                     api.service()),
        life_api({life, use.hash_key}, api.service()),
        session_api({sessions, use.clock, use.hash_key}, api.service()),
        handover_api({handovers, use.offices, use.hash_key}, api.service()),
        letters(use.database, persons),
        person_api({persons, letters, consents, use.offices, use.regions, page_tokens, use.hash_key,
                    use.settings.longest_consent},
                   api.service()),
        watch_api({use.database, use.clock, use.token_sealer, epoch, use.settings.event_retention,
                   use.settings.watch_heartbeat},
                  api.service()),
        due_clock(use.database, referral_changes, use.offices, use.clock, use.metrics,
                  {.poll = use.settings.clock_poll}),
        denials(use.database, use.clock),
        pruner(use.database, use.clock,
               {.service = "referrals",
                .events = use.settings.event_retention,
                .answers = use.settings.answer_retention}) {}

  // The relay that may publish it can be another replica's.
  void TellRelay() {
    relay.Wake();
    if (!relay.HoldsAll()) use.announcer.Announce(kCommitted);
  }

  const Dependencies use;
  const Outbox outbox;
  OutboxRelay relay;
  Changes changes;
  FacilityOperations facilities;
  FacilityChanges facility_changes;
  const FacilitySearch facility_search;
  const FacilitySuggestions facility_suggestions;
  Inbox inbox;
  const DueTimes due_times;
  const ReferralChanges referral_changes;
  ReferralOperations referrals;
  LifeOperations life;
  SessionOperations sessions;
  HandoverOperations handovers;
  PersonOperations persons;
  ConsentOperations consents;
  const PageTokens page_tokens;
  ReferralsApi api;
  const FacilityApi facility_api;
  const LifeApi life_api;
  const SessionApi session_api;
  const HandoverApi handover_api;
  LetterOperations letters;
  const PersonApi person_api;
  const WatchApi watch_api;
  DueClock due_clock;
  Denials denials;
  const OutboxPruner pruner;
  const std::unique_ptr<Listening> listening =
      use.announcer.Listen(kCommitted, [this] { relay.Wake(); });
};

Referrals::Referrals(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Referrals::~Referrals() = default;

std::vector<std::string> Referrals::Topics() { return {kTopics.begin(), kTopics.end()}; }

Status Referrals::Migrate(Database& database) {
  for (const auto& [component, migrations] :
       {std::pair("outbox", OutboxMigrations()), std::pair("inbox", InboxMigrations()),
        std::pair("evidence", EvidenceMigrations()),
        std::pair("referrals", ReferralsMigrations())}) {
    if (auto migrated = database.Migrate(component, migrations); !migrated) return migrated;
  }
  return Status::Ok();
}

Result<bool> Referrals::HasReferrals(Database& database) {
  return ReferralStore::HasAny(database, Deadline::In(kPatience));
}

Result<std::unique_ptr<Referrals>> Referrals::Make(Dependencies dependencies) {
  if (auto sound = dependencies.settings.Check(); !sound) return sound.error();
  if (auto done = Migrate(dependencies.database); !done) return done.error();
  const auto epoch = dependencies.restored
                         ? RenewEpoch(dependencies.database, Deadline::In(kPatience))
                         : LoadEpoch(dependencies.database, Deadline::In(kPatience));
  if (!epoch) return epoch.error();
  return std::unique_ptr<Referrals>(
      new Referrals(std::make_unique<Parts>(std::move(dependencies), *epoch)));
}

const RpcService& Referrals::service() const { return parts_->api.service(); }
void Referrals::EventsWait() { parts_->TellRelay(); }
Result<std::int64_t> Referrals::FireDue() { return parts_->due_clock.Fire(); }
Status Referrals::Receive(std::span<const Event> events) { return parts_->inbox.Receive(events); }
Denials& Referrals::denials() { return parts_->denials; }

std::vector<PermissionRow> Referrals::Permissions() {
  return KeptApart(kPermissions, kOfAssessments);
}

void Referrals::StartWorkers(Workers& workers) {
  workers.Start("referrals-relay", [this](std::stop_token stop) { parts_->relay.Run(stop); });
  workers.Start("referrals-clock", [this](std::stop_token stop) { parts_->due_clock.Run(stop); });
  workers.Start("referrals-denials", [this](std::stop_token stop) { parts_->denials.Run(stop); });
  workers.Start("referrals-prune", [this](std::stop_token stop) { parts_->pruner.Run(stop); });
  workers.Start("referrals-retry",
                [this](std::stop_token stop) { parts_->inbox.RunRetries(stop); });
  workers.Start("referrals-consume", [this](std::stop_token stop) {
    parts_->use.consumer.Run(
        stop, [this](std::span<const Event> events) { return parts_->inbox.Receive(events); });
  });
}

}  // namespace sinergi::referrals
