#include "services/standalone/standalone.h"

#include <filesystem>

#include "common/operations/operations_api.h"
#include "common/process/process.h"
#include "common/process/seams.h"
#include "common/reference/reference_api.h"
#include "services/notifications/assembly.h"
#include "services/referrals/assembly.h"
#include "services/tat/assembly.h"

namespace sinergi::standalone {
namespace {

namespace fs = std::filesystem;

// The files' locks keep a second process out, so one that was killed takes its own leases back.
constexpr std::string_view kHolder = "standalone";

// The files of the data folder, opened, and what is kept in memory.
struct Stores {
  std::unique_ptr<Database> referrals;
  std::unique_ptr<Database> notifications;
  std::unique_ptr<Database> vault_keys;
  std::unique_ptr<EventSystem> events;
  std::unique_ptr<Cache> cache;
  std::unique_ptr<Announcer> announcer;
};

Result<Stores> OpenStores(Process& process) {
  const fs::path data = fs::absolute(process.settings().data);
  Stores stores;
  for (const auto& [name, place] : {std::pair("referrals.db", &stores.referrals),
                                    {"notifications.db", &stores.notifications},
                                    {"vault-keys.db", &stores.vault_keys}}) {
    auto opened = OpenDatabase("sqlite://" + (data / name).string(), {});
    if (!opened) return opened.error();
    *place = *std::move(opened);
  }
  auto events = OpenEvents("embedded://" + (data / "events.db").string(), {}, process.metrics());
  if (!events) return events.error();
  stores.events = *std::move(events);
  auto cache = OpenCache("memory:", process.clock(), "", process.metrics());
  if (!cache) return cache.error();
  stores.cache = *std::move(cache);
  auto announcer = OpenAnnouncer("memory:", "", process.metrics());
  if (!announcer) return announcer.error();
  stores.announcer = *std::move(announcer);
  return stores;
}

}  // namespace

class Standalone::Parts {
 public:
  Parts(std::unique_ptr<Process> opened, Stores made, std::unique_ptr<SodiumVault> persons)
      : process(std::move(opened)),
        stores(std::move(made)),
        vault(std::move(persons)),
        publisher(stores.events->Publisher()),
        directory(stores.events->Consumer("referrals", referrals::Referrals::Topics())),
        consumer(stores.events->Consumer("notifications", notifications::Notifications::Topics())),
        reference(
            {process->regions(), process->offices(), process->clock(), process->page_tokens()}),
        operations(
            {{{"referrals", {stores.referrals.get()}}}, process->clock(), process->page_tokens()}) {
  }

  Status MakeServices(const StandaloneSettings& settings) {
    auto policies = referrals::LoadPolicies(settings.process.reference);
    if (!policies) return policies.error();
    auto made = referrals::Referrals::Make(
        {*stores.referrals, *publisher, *directory, *vault, *stores.cache, *stores.announcer,
         process->regions(), process->offices(), process->clock(), process->metrics(),
         process->sealer(), process->token_key(), std::string(kHolder), settings.referrals,
         *std::move(policies), settings.process.restored});
    if (!made) return made.error();
    referrals = *std::move(made);
    if (auto done = MakeTat(settings); !done) return done;
    auto told = notifications::Notifications::Make(
        {*stores.notifications, *consumer, *stores.cache, *stores.announcer, process->regions(),
         process->offices(), process->clock(), process->metrics(), process->sealer(),
         process->token_key(), settings.notifications, settings.process.restored});
    if (!told) return told.error();
    notifications = *std::move(told);
    for (Database* const database : {stores.referrals.get(), stores.notifications.get()}) {
      if (auto noted = process->NoteConfiguration(*database); !noted) return noted;
    }
    return Status::Ok();
  }

  Status MakeTat(const StandaloneSettings& settings) {
    auto policy = tat::LoadTatPolicy(settings.process.reference);
    if (!policy) return policy.error();
    auto made =
        tat::Tat::Make({*stores.referrals, *vault, process->offices(), process->roles(),
                        process->clock(), process->sealer(), process->token_key(),
                        *std::move(policy), [this] { referrals->EventsWait(); },
                        settings.referrals.page_token_lifetime, settings.referrals.clock_poll});
    if (!made) return made.error();
    tat = *std::move(made);
    return Status::Ok();
  }

  void AddServices() {
    const auto rows = notifications::Notifications::Permissions();
    Denials& denials = referrals->denials();
    process->Add(referrals->service(), referrals::Referrals::Permissions(), denials);
    process->Add(tat->service(), tat::Tat::Permissions(), denials);
    process->Add(notifications->service(), {rows.begin(), rows.end()}, notifications->denials());
    process->Add(reference.service(), ReferenceApi::Permissions(), denials);
    process->Add(operations.service(), OperationsApi::Permissions(), denials);
  }

  const std::unique_ptr<Process> process;
  const Stores stores;
  const std::unique_ptr<SodiumVault> vault;
  const std::unique_ptr<EventPublisher> publisher;
  const std::unique_ptr<EventConsumer> directory;  // of what referrals hears
  const std::unique_ptr<EventConsumer> consumer;   // of what notifications hears
  std::unique_ptr<referrals::Referrals> referrals;
  std::unique_ptr<tat::Tat> tat;
  std::unique_ptr<notifications::Notifications> notifications;
  const ReferenceApi reference;
  const OperationsApi operations;
};

Standalone::Standalone(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Standalone::~Standalone() { Stop(); }

Result<std::unique_ptr<Server>> Standalone::Make(const StandaloneSettings& settings) {
  auto process = Process::Open(settings.process);
  if (!process) return process.error();
  auto stores = OpenStores(**process);
  if (!stores) return stores.error();
  auto vault = OpenVault(settings.process, *stores->vault_keys, (*process)->clock());
  if (!vault) return vault.error();
  auto parts = std::make_unique<Parts>(*std::move(process), *std::move(stores), *std::move(vault));
  if (auto done = parts->MakeServices(settings); !done) return done.error();
  parts->AddServices();
  return std::unique_ptr<Server>(new Standalone(std::move(parts)));
}

Status Standalone::Start() {
  parts_->referrals->StartWorkers(parts_->process->workers());
  parts_->tat->StartWorkers(parts_->process->workers());
  parts_->notifications->StartWorkers(parts_->process->workers());
  return parts_->process->Start();
}

// The calls end first, then the workers, while everything they use is still there.
void Standalone::Stop() { parts_->process->Stop(); }

}  // namespace sinergi::standalone
