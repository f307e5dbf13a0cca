#include "services/standalone/standalone.h"

#include <fstream>
#include <sstream>

#include "common/announcements/memory/memory_announcer.h"
#include "common/database/sqlite/sqlite_database.h"
#include "common/events/embedded/embedded_event_log.h"
#include "common/identity/cached_token_verifier.h"
#include "common/identity/development_issuer.h"
#include "common/identity/jwt_verifier.h"
#include "common/lifecycle/workers.h"
#include "common/logging/log.h"
#include "common/operations/operations_api.h"
#include "common/privacy/authenticator.h"
#include "common/privacy/sodium_vault.h"
#include "common/reference/reference_api.h"
#include "common/rpc/rpc_server.h"
#include "services/notifications/assembly.h"
#include "services/referrals/assembly.h"
#include "services/standalone/reasons.h"

namespace sinergi::standalone {
namespace {

namespace fs = std::filesystem;

// The files' locks keep a second process out, so one that was killed takes its own leases back.
constexpr std::string_view kHolder = "standalone";

Result<std::string> ReadFile(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  if (stream) text << stream.rdbuf();
  if (!stream) return Error::Of(reasons::kFileUnreadable, {{"file", file.string()}});
  return text.str();
}

Status MakeFolder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
  if (!failed) return Status::Ok();
  return Error(Error::Of(reasons::kFolderUnusable, {{"folder", folder.string()}}))
      .Because(failed.message());
}

Result<Offices> LoadOffices(const fs::path& folder) {
  const auto offices = ReadFile(folder / "offices.csv");
  if (!offices) return offices.error();
  const auto jurisdictions = ReadFile(folder / "jurisdictions.csv");
  if (!jurisdictions) return jurisdictions.error();
  return Offices::Parse(*offices, *jurisdictions);
}

Result<Permissions> LoadPermissions(const fs::path& folder) {
  const auto text = ReadFile(folder / "roles.csv");
  if (!text) return text.error();
  auto roles = RoleTable::Parse(*text);
  if (!roles) return roles.error();
  std::vector<PermissionRow> rows = referrals::Referrals::Permissions();
  const auto notification_rows = notifications::Notifications::Permissions();
  rows.insert(rows.end(), notification_rows.begin(), notification_rows.end());
  for (const auto& more : {ReferenceApi::Permissions(), OperationsApi::Permissions()}) {
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return Permissions(std::move(rows), *std::move(roles));
}

// The files of the data folder, opened.
struct Stores {
  std::unique_ptr<SqliteDatabase> referrals;
  std::unique_ptr<SqliteDatabase> notifications;
  std::unique_ptr<SqliteDatabase> vault_keys;
  std::unique_ptr<EmbeddedEventLog> events;
};

Result<Stores> OpenStores(const fs::path& data) {
  Stores stores;
  for (const auto& [name, place] : {std::pair("referrals.db", &stores.referrals),
                                    {"notifications.db", &stores.notifications},
                                    {"vault-keys.db", &stores.vault_keys}}) {
    auto opened = SqliteDatabase::Open({.file = data / name});
    if (!opened) return opened.error();
    *place = *std::move(opened);
  }
  auto events = EmbeddedEventLog::Open({.file = data / "events.db"});
  if (!events) return events.error();
  stores.events = *std::move(events);
  if (auto done = stores.vault_keys->Migrate("vault", VaultKeyMigrations()); !done) {
    return done.error();
  }
  return stores;
}

// What tells callers and tokens apart.
struct Secrets {
  std::unique_ptr<DevelopmentIssuer> issuer;
  std::unique_ptr<JwtVerifier> verifier;
  std::unique_ptr<SodiumVault> vault;
  std::string token_key;
};

Result<Secrets> OpenSecrets(const fs::path& data, Database& vault_keys, const Clock& clock) {
  Secrets secrets;
  auto issuer = DevelopmentIssuer::Open(data / "development-key.json");
  if (!issuer) return issuer.error();
  secrets.issuer = *std::move(issuer);
  auto verifier = JwtVerifier::Create(secrets.issuer->PublicKeys(),
                                      {.issuer = std::string(DevelopmentIssuer::kIssuer),
                                       .audience = std::string(DevelopmentIssuer::kAudience)},
                                      clock);
  if (!verifier) return verifier.error();
  secrets.verifier = *std::move(verifier);
  auto vault = SodiumVault::Open(
      vault_keys, {.master_key_file = data / "master-key", .create_master_key = true});
  if (!vault) return vault.error();
  secrets.vault = *std::move(vault);
  auto key = LoadOrCreateKey(data / "token-key");
  if (!key) return key.error();
  secrets.token_key = *std::move(key);
  return secrets;
}

}  // namespace

class Standalone::Parts {
 public:
  Parts(const StandaloneSettings& given, std::unique_ptr<const Clock> time, Regions areas,
        Offices places, Permissions table, Stores opened, Secrets made)
      : settings(given),
        clock_owner(std::move(time)),
        clock(*clock_owner),
        regions(std::move(areas)),
        offices(std::move(places)),
        permissions(std::move(table)),
        stores(std::move(opened)),
        secrets(std::move(made)),
        sealer(secrets.token_key),
        page_tokens(sealer, clock, given.referrals.page_token_lifetime),
        verifier(*secrets.verifier, clock),
        publisher(stores.events->Publisher()),
        consumer(stores.events->Consumer("notifications", notifications::Notifications::Topics())),
        reference({regions, offices, clock, page_tokens}),
        operations({{{"referrals", {stores.referrals.get()}}}, clock, page_tokens}) {}

  Status MakeServices() {
    auto made = referrals::Referrals::Make(
        {*stores.referrals, *publisher, *secrets.vault, regions, offices, clock, metrics, sealer,
         secrets.token_key, std::string(kHolder), settings.referrals, settings.restored});
    if (!made) return made.error();
    referrals = *std::move(made);
    auto told = notifications::Notifications::Make(
        {*stores.notifications, *consumer, announcer, regions, offices, clock, metrics, sealer,
         secrets.token_key, settings.notifications, settings.restored});
    if (!told) return told.error();
    notifications = *std::move(told);
    return Status::Ok();
  }

  void MakeServer() {
    server = std::make_unique<RpcServer>(
        verifier, permissions, clock, metrics,
        RpcServer::Options{.listen = settings.listen,
                           .threads = static_cast<std::size_t>(settings.threads),
                           .queue = static_cast<std::size_t>(settings.queue),
                           .max_streams = static_cast<std::size_t>(settings.max_streams),
                           .longest_call = settings.longest_call,
                           .drain = settings.drain});
    server->Add(referrals->service());
    server->Add(notifications->service());
    server->Add(reference.service());
    server->Add(operations.service());
  }

  const StandaloneSettings& settings;
  const std::unique_ptr<const Clock> clock_owner;
  const Clock& clock;
  Metrics metrics;
  const Regions regions;
  const Offices offices;
  const Permissions permissions;
  const Stores stores;
  const Secrets secrets;
  const TokenSealer sealer;
  const PageTokens page_tokens;
  const CachedTokenVerifier verifier;
  MemoryAnnouncer announcer;
  const std::unique_ptr<EventPublisher> publisher;
  const std::unique_ptr<EventConsumer> consumer;
  std::unique_ptr<referrals::Referrals> referrals;
  std::unique_ptr<notifications::Notifications> notifications;
  const ReferenceApi reference;
  const OperationsApi operations;
  std::unique_ptr<RpcServer> server;
  Workers workers;
};

Standalone::Standalone(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Standalone::~Standalone() { Stop(); }

Result<std::unique_ptr<Standalone>> Standalone::Make(const StandaloneSettings& settings) {
  const fs::path data = settings.data;
  if (auto done = MakeFolder(data); !done) return done.error();
  std::error_code ignored;
  fs::remove(data / "ready", ignored);  // of one that was killed
  auto regions = Regions::Load(settings.regions);
  if (!regions) return regions.error();
  auto offices = LoadOffices(settings.reference);
  if (!offices) return offices.error();
  auto permissions = LoadPermissions(settings.reference);
  if (!permissions) return permissions.error();
  auto stores = OpenStores(data);
  if (!stores) return stores.error();
  auto clock = std::make_unique<const SystemClock>();
  auto secrets = OpenSecrets(data, *stores->vault_keys, *clock);
  if (!secrets) return secrets.error();
  auto parts =
      std::make_unique<Parts>(settings, std::move(clock), *std::move(regions), *std::move(offices),
                              *std::move(permissions), *std::move(stores), *std::move(secrets));
  if (auto done = parts->MakeServices(); !done) return done.error();
  parts->MakeServer();
  return std::unique_ptr<Standalone>(new Standalone(std::move(parts)));
}

Status Standalone::Start() {
  Parts& parts = *parts_;
  parts.referrals->StartWorkers(parts.workers);
  parts.notifications->StartWorkers(parts.workers);
  const auto metrics_port = parts.metrics.Serve(parts.settings.metrics_listen);
  if (!metrics_port) return metrics_port.error();
  const auto port = parts.server->Start();
  if (!port) return port.error();
  const fs::path data = parts.settings.data;
  {
    std::ofstream ready(data / "ready.new");
    ready << "grpc " << *port << "\nmetrics " << *metrics_port << "\n";
  }
  std::error_code failed;
  fs::rename(data / "ready.new", data / "ready", failed);
  if (failed) return Error::Of(reasons::kFolderUnusable, {{"folder", data.string()}});
  Log(LogLevel::kInfo, "ready",
      {{"grpc", std::int64_t{*port}},
       {"metrics", std::int64_t{*metrics_port}},
       {"areas", static_cast<std::int64_t>(parts.regions.Size())}});
  return Status::Ok();
}

void Standalone::Stop() {
  std::error_code ignored;
  fs::remove(fs::path(parts_->settings.data) / "ready", ignored);
  parts_->server->Stop();
  parts_->workers.StopAll();
}

}  // namespace sinergi::standalone
