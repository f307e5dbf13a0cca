#include "common/operations/operations_api.h"
#include "common/process/process.h"
#include "common/process/program.h"
#include "common/process/reasons.h"
#include "common/process/seam_settings.h"
#include "common/reference/reference_api.h"
#include "services/referrals/assembly.h"
#include "services/tat/assembly.h"

namespace sinergi::referrals {
namespace {

constexpr const char* kService = "referrals";

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

class ReferralsServer final : public Server {
 public:
  ReferralsServer(std::unique_ptr<Process> process, Seams seams, std::unique_ptr<Database> keys,
                  std::unique_ptr<SodiumVault> vault)
      : process_(std::move(process)),
        seams_(std::move(seams)),
        keys_(std::move(keys)),
        vault_(std::move(vault)),
        publisher_(seams_.events->Publisher()),
        consumer_(seams_.events->Consumer(kService, Referrals::Topics())),
        reference_(
            {process_->regions(), process_->offices(), process_->clock(), process_->page_tokens()}),
        operations_({{{"referrals", {seams_.database.get()}}},
                     process_->clock(),
                     process_->page_tokens()}) {}

  ~ReferralsServer() override { process_->Stop(); }

  Status MakeService(const Settings& settings) {
    auto policies = LoadPolicies(settings.process.reference);
    if (!policies) return policies.error();
    auto made = Referrals::Make({*seams_.database, *publisher_, *consumer_, *vault_, *seams_.cache,
                                 *seams_.announcer, process_->regions(), process_->offices(),
                                 process_->clock(), process_->metrics(), process_->sealer(),
                                 process_->token_key(), settings.seams.Replica(), settings.service,
                                 *std::move(policies), settings.process.restored});
    if (!made) return made.error();
    service_ = *std::move(made);
    if (auto done = MakeTat(settings); !done) return done;
    if (auto there = CheckKeysAreThere(); !there) return there;
    if (auto noted = process_->NoteConfiguration(*seams_.database); !noted) return noted;
    Denials& denials = service_->denials();
    process_->Add(service_->service(), Referrals::Permissions(), denials);
    process_->Add(tat_->service(), tat::Tat::Permissions(), denials);
    process_->Add(reference_.service(), ReferenceApi::Permissions(), denials);
    process_->Add(operations_.service(), OperationsApi::Permissions(), denials);
    return Status::Ok();
  }

  Status Start() override {
    service_->StartWorkers(process_->workers());
    tat_->StartWorkers(process_->workers());
    StartRewrapping(*vault_, process_->workers());
    return process_->Start();
  }

  void Stop() override { process_->Stop(); }

 private:
  Status MakeTat(const Settings& settings) {
    auto policy = tat::LoadTatPolicy(settings.process.reference);
    if (!policy) return policy.error();
    auto made = tat::Tat::Make({*seams_.database, *vault_, process_->offices(), process_->roles(),
                                process_->clock(), process_->sealer(), process_->token_key(),
                                *std::move(policy), [this] { service_->EventsWait(); },
                                settings.service.page_token_lifetime, settings.service.clock_poll});
    if (!made) return made.error();
    tat_ = *std::move(made);
    return Status::Ok();
  }

  // A service that starts with another's keys, or none, would tell of everybody that they were
  // forgotten, and make new keys beside the lost ones.
  Status CheckKeysAreThere() const {
    const auto referred = Referrals::HasReferrals(*seams_.database);
    if (!referred) return referred.error();
    const auto assessed = tat::Tat::HasRequests(*seams_.database);
    if (!assessed) return assessed.error();
    const auto known = vault_->HasPersons();
    if (!known) return known.error();
    return (*referred || *assessed) && !*known ? Status(Error::Of(reasons::kKeysMissing))
                                               : Status::Ok();
  }

  const std::unique_ptr<Process> process_;
  const Seams seams_;
  const std::unique_ptr<Database> keys_;
  const std::unique_ptr<SodiumVault> vault_;
  const std::unique_ptr<EventPublisher> publisher_;
  const std::unique_ptr<EventConsumer> consumer_;
  std::unique_ptr<Referrals> service_;
  std::unique_ptr<tat::Tat> tat_;
  const ReferenceApi reference_;
  const OperationsApi operations_;
};

Result<std::unique_ptr<Server>> MakeServer(const Settings& settings) {
  auto process = Process::Open(settings.process);
  if (!process) return process.error();
  auto seams = settings.seams.Open(kService, (*process)->clock(), (*process)->metrics());
  if (!seams) return seams.error();
  auto keys = settings.seams.OpenDatabaseAt(settings.vault_keys, kService);
  if (!keys) return keys.error();
  if (auto apart = CheckApart(*seams->database, **keys); !apart) return apart.error();
  auto vault = OpenVault(settings.process, **keys, (*process)->clock());
  if (!vault) return vault.error();
  auto server = std::make_unique<ReferralsServer>(*std::move(process), *std::move(seams),
                                                  *std::move(keys), *std::move(vault));
  if (auto done = server->MakeService(settings); !done) return done.error();
  return std::unique_ptr<Server>(std::move(server));
}

Status Migrate(const Settings& settings) {
  auto database = settings.seams.OpenDatabase(kService);
  if (!database) return database.error();
  if (auto done = Referrals::Migrate(**database); !done) return done;
  if (auto done = tat::Tat::Migrate(**database); !done) return done;
  auto keys = settings.seams.OpenDatabaseAt(settings.vault_keys, kService);
  if (!keys) return keys.error();
  if (auto done = MigrateVaultKeys(**keys); !done) return done;
  return settings.seams.PrepareTopics(kService);
}

}  // namespace
}  // namespace sinergi::referrals

int main(int count, char** values) {
  using namespace sinergi::referrals;
  Settings settings;
  sinergi::SettingsTable table;
  settings.AddTo(table);
  return sinergi::Run({"sinergi-referrals", "referrals and facilities.", table, settings.process,
                       [&] { return settings.Check(); }, [&] { return MakeServer(settings); },
                       [&] { return Migrate(settings); }},
                      count, values);
}
