#include "common/operations/operations_api.h"
#include "common/process/process.h"
#include "common/process/program.h"
#include "common/process/seam_settings.h"
#include "common/reference/reference_api.h"
#include "services/referrals/assembly.h"

namespace sinergi::referrals {
namespace {

constexpr const char* kName = "sinergi-referrals";

struct Settings {
  ProcessSettings process;
  SeamSettings seams;
  std::string vault_keys;
  ReferralsSettings service;

  void AddTo(SettingsTable& table) {
    process.AddTo(table);
    seams.AddTo(table);
    table.AddSecret(&vault_keys, "vault_keys", "Database of the vault's keys: postgresql://…");
    service.AddTo(table);
  }

  Status Check() const {
    if (auto sound = seams.Check(); !sound) return sound;
    auto violations = SeamViolations("vault_keys", vault_keys, "sqlite:", "postgresql://…");
    return violations.empty() ? Status::Ok() : Status(Error::Invalid(std::move(violations)));
  }
};

// What the service stands on, opened.
struct Seams {
  std::unique_ptr<Database> database;
  std::unique_ptr<Database> vault_keys;
  std::unique_ptr<EventSystem> events;
  std::unique_ptr<Cache> cache;
  std::unique_ptr<Announcer> announcer;
};

Result<Seams> OpenSeams(const Settings& settings, Process& process) {
  Seams seams;
  for (const auto& [url, place] : {std::pair(settings.seams.database, &seams.database),
                                   {settings.vault_keys, &seams.vault_keys}}) {
    auto opened = OpenDatabase(url, settings.seams.ForDatabase(kName));
    if (!opened) return opened.error();
    *place = *std::move(opened);
  }
  auto events =
      OpenEvents(settings.seams.events, settings.seams.ForEvents(kName), process.metrics());
  if (!events) return events.error();
  seams.events = *std::move(events);
  auto cache = OpenCache(settings.seams.cache, process.clock(), "referrals", process.metrics());
  if (!cache) return cache.error();
  seams.cache = *std::move(cache);
  auto announcer = OpenAnnouncer(settings.seams.announcements, "referrals", process.metrics());
  if (!announcer) return announcer.error();
  seams.announcer = *std::move(announcer);
  return seams;
}

class ReferralsServer final : public Server {
 public:
  ReferralsServer(std::unique_ptr<Process> process, Seams seams, std::unique_ptr<Vault> vault)
      : process_(std::move(process)),
        seams_(std::move(seams)),
        vault_(std::move(vault)),
        publisher_(seams_.events->Publisher()),
        reference_(
            {process_->regions(), process_->offices(), process_->clock(), process_->page_tokens()}),
        operations_({{{"referrals", {seams_.database.get()}}},
                     process_->clock(),
                     process_->page_tokens()}) {}

  ~ReferralsServer() override { process_->Stop(); }

  Status MakeService(const Settings& settings) {
    auto made =
        Referrals::Make({*seams_.database, *publisher_, *vault_, *seams_.cache, *seams_.announcer,
                         process_->regions(), process_->offices(), process_->clock(),
                         process_->metrics(), process_->sealer(), process_->token_key(),
                         settings.seams.Replica(), settings.service, settings.process.restored});
    if (!made) return made.error();
    service_ = *std::move(made);
    process_->Add(service_->service(), Referrals::Permissions());
    process_->Add(reference_.service(), ReferenceApi::Permissions());
    process_->Add(operations_.service(), OperationsApi::Permissions());
    return Status::Ok();
  }

  Status Start() override {
    service_->StartWorkers(process_->workers());
    return process_->Start();
  }

  void Stop() override { process_->Stop(); }

 private:
  const std::unique_ptr<Process> process_;
  const Seams seams_;
  const std::unique_ptr<Vault> vault_;
  const std::unique_ptr<EventPublisher> publisher_;
  std::unique_ptr<Referrals> service_;
  const ReferenceApi reference_;
  const OperationsApi operations_;
};

Result<std::unique_ptr<Server>> MakeServer(const Settings& settings) {
  auto process = Process::Open(settings.process);
  if (!process) return process.error();
  auto seams = OpenSeams(settings, **process);
  if (!seams) return seams.error();
  auto vault = OpenVault(settings.process, *seams->vault_keys);
  if (!vault) return vault.error();
  auto server =
      std::make_unique<ReferralsServer>(*std::move(process), *std::move(seams), *std::move(vault));
  if (auto done = server->MakeService(settings); !done) return done.error();
  return std::unique_ptr<Server>(std::move(server));
}

Status Migrate(const Settings& settings) {
  auto database = OpenDatabase(settings.seams.database, settings.seams.ForDatabase(kName));
  if (!database) return database.error();
  if (auto done = Referrals::Migrate(**database); !done) return done;
  auto keys = OpenDatabase(settings.vault_keys, settings.seams.ForDatabase(kName));
  if (!keys) return keys.error();
  if (auto done = MigrateVaultKeys(**keys); !done) return done;
  Metrics metrics;
  auto events = OpenEvents(settings.seams.events, settings.seams.ForEvents(kName), metrics);
  return events ? (*events)->PrepareTopics() : Status(events.error());
}

}  // namespace
}  // namespace sinergi::referrals

int main(int count, char** values) {
  using namespace sinergi::referrals;
  Settings settings;
  sinergi::SettingsTable table;
  settings.AddTo(table);
  return sinergi::Run({kName, "referrals and facilities.", table, settings.process,
                       [&] { return settings.Check(); }, [&] { return MakeServer(settings); },
                       [&] { return Migrate(settings); }},
                      count, values);
}
