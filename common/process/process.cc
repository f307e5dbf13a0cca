#include "common/process/process.h"

#include <filesystem>
#include <fstream>
#include <map>

#include "common/evidence/configuration.h"
#include "common/http/http_get.h"
#include "common/identity/cached_token_verifier.h"
#include "common/identity/development_issuer.h"
#include "common/identity/jwt_verifier.h"
#include "common/identity/token_keys.h"
#include "common/lifecycle/wake_up.h"
#include "common/logging/log.h"
#include "common/privacy/secret_file.h"
#include "common/process/configuration_files.h"
#include "common/process/reasons.h"
#include "common/process/reference_data.h"
#include "common/process/text_file.h"
#include "common/rpc/rpc_server.h"

namespace sinergi {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kKeysAtOnce = 500;
constexpr std::chrono::seconds kPauseOfRewrapping{5};

Status MakeFolder(const fs::path& folder) {
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (!failed) fs::permissions(folder, fs::perms::owner_all, failed);
  if (!failed) return Status::Ok();
  return Error(Error::Of(reasons::kFolderUnusable, {{"folder", folder.string()}}))
      .Because(failed.message());
}

// What tells callers and tokens apart.
struct Keys {
  std::shared_ptr<TokenKeys> callers;
  std::unique_ptr<JwtVerifier> verifier;
  std::string token_key;
};

Result<std::unique_ptr<TokenKeys>> OpenDevelopmentKeys(const fs::path& data) {
  const auto issuer = DevelopmentIssuer::Open(data / "development-key.json");
  if (!issuer) return issuer.error();
  Log(LogLevel::kWarning, "whoever can read the development key may be anybody; on loopback only",
      {{"key", (data / "development-key.json").string()}});
  return TokenKeys::Fixed((*issuer)->PublicKeys());
}

Result<std::unique_ptr<TokenKeys>> OpenProvidersKeys(const ProcessSettings& settings,
                                                     const Clock& clock) {
  const auto read = [where = settings.token_keys, ca = settings.token_keys_ca] {
    return IsUrl(where) ? HttpGet(where, {.ca_file = ca}) : ReadTextFile(where);
  };
  return TokenKeys::Open(read, {.refresh = settings.token_keys_refresh}, clock);
}

Result<Keys> OpenKeys(const ProcessSettings& settings, const Clock& clock) {
  Keys keys;
  auto callers = settings.HasProvider() ? OpenProvidersKeys(settings, clock)
                                        : OpenDevelopmentKeys(settings.data);
  if (!callers) return callers.error();
  keys.callers = *std::move(callers);
  const JwtOptions options =
      settings.HasProvider()
          ? JwtOptions{.issuer = settings.token_issuer, .audience = settings.token_audience}
          : JwtOptions{.issuer = std::string(DevelopmentIssuer::kIssuer),
                       .audience = std::string(DevelopmentIssuer::kAudience)};
  auto verifier = JwtVerifier::Create(keys.callers, options, clock);
  if (!verifier) return verifier.error();
  keys.verifier = *std::move(verifier);
  auto key = LoadOrCreateKey(fs::path(settings.data) / "token-key");
  if (!key) return key.error();
  keys.token_key = *std::move(key);
  return keys;
}

// Written under another name first, so that nobody reads half of it.
Status WriteReady(const fs::path& file, int grpc, int metrics) {
  const fs::path unfinished = file.string() + ".new";
  {
    std::ofstream ready(unfinished);
    ready << "grpc " << grpc << "\nmetrics " << metrics << "\n";
  }
  std::error_code failed;
  fs::rename(unfinished, file, failed);
  if (!failed) return Status::Ok();
  return Error::Of(reasons::kFolderUnusable, {{"folder", file.parent_path().string()}});
}

// The token for the key service is a file, so that it can be renewed without a word on any command
// line.
Result<std::string> FetchMasterKeys(const ProcessSettings& settings) {
  HttpOptions options{.ca_file = settings.master_key_ca};
  if (!settings.master_key_token.empty()) {
    auto token = ReadSecretFile(settings.master_key_token);
    if (!token) return token.error();
    options.bearer_token = token->value_or("");
    while (options.bearer_token.ends_with('\n')) options.bearer_token.pop_back();
  }
  return HttpGet(settings.master_key, options);
}

// Tries again while the database of the keys is away.
void Rewrap(SodiumVault& vault, const std::stop_token& stop) {
  WakeUp nobody_rings;
  std::string place;
  std::int64_t changed = 0;
  std::int64_t damaged = 0;
  do {
    const auto done = vault.RewrapKeys(place, kKeysAtOnce);
    if (!done) {
      Log(LogLevel::kWarning, "keys could not be wrapped anew; trying again",
          {{"cause", done.error().cause()}});
      nobody_rings.WaitFor(stop, kPauseOfRewrapping);
      continue;
    }
    changed += done->changed;
    damaged += done->damaged;
    place = done->place;
    if (!place.empty()) continue;
    if (damaged > 0) {
      Log(LogLevel::kError, "persons' keys that no master key unwraps; keep the older ones",
          {{"keys", damaged}});
    } else {
      Log(LogLevel::kInfo, "the first master key wraps every person's key that this replica found",
          {{"changed", changed}});
    }
    return;
  } while (!stop.stop_requested());
}

// `method` is "sinergi.referrals.v1.ReferralsService/GetReferral".
void CountDenial(const std::map<std::string, Denials*>& denials, const std::string& caller,
                 const std::string& method, const Error& error) {
  const auto of = denials.find(method.substr(0, method.find('/')));
  if (of == denials.end()) return;
  of->second->Count(caller, method, std::string(error.reason().name));
}

}  // namespace

class Process::Parts {
 public:
  Parts(const ProcessSettings& given, std::unique_ptr<const Clock> time, ReferenceData data,
        Keys opened)
      : settings(given),
        clock(std::move(time)),
        reference(std::move(data)),
        keys(std::move(opened)),
        sealer(keys.token_key),
        page_tokens(sealer, *clock),
        verifier(*keys.verifier, *clock) {}

  const ProcessSettings& settings;
  const std::unique_ptr<const Clock> clock;
  const ReferenceData reference;
  const Keys keys;
  const TokenSealer sealer;
  const PageTokens page_tokens;
  const CachedTokenVerifier verifier;
  Metrics metrics;
  std::vector<PermissionRow> rows;
  std::vector<const RpcService*> services;
  std::map<std::string, Denials*> denials;  // by the service's full name
  std::unique_ptr<const Permissions> permissions;
  std::unique_ptr<RpcServer> server;
  Workers workers;
};

Process::Process(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Process::~Process() { Stop(); }

Result<std::unique_ptr<Process>> Process::Open(const ProcessSettings& settings) {
  if (auto done = MakeFolder(settings.data); !done) return done.error();
  std::error_code ignored;
  fs::remove(settings.ReadyFile(), ignored);  // of one that was killed
  auto reference = LoadReferenceData(settings.regions, settings.reference);
  if (!reference) return reference.error();
  auto clock = std::make_unique<const SystemClock>();
  auto keys = OpenKeys(settings, *clock);
  if (!keys) return keys.error();
  return std::unique_ptr<Process>(new Process(std::make_unique<Parts>(
      settings, std::move(clock), *std::move(reference), *std::move(keys))));
}

const ProcessSettings& Process::settings() const { return parts_->settings; }
const Clock& Process::clock() const { return *parts_->clock; }
const Regions& Process::regions() const { return parts_->reference.regions; }
const Offices& Process::offices() const { return parts_->reference.offices; }
const RoleTable& Process::roles() const { return parts_->reference.roles; }
const TokenSealer& Process::sealer() const { return parts_->sealer; }
const std::string& Process::token_key() const { return parts_->keys.token_key; }
const PageTokens& Process::page_tokens() const { return parts_->page_tokens; }
Metrics& Process::metrics() { return parts_->metrics; }
Workers& Process::workers() { return parts_->workers; }

void Process::Add(const RpcService& service, const std::vector<PermissionRow>& rows,
                  Denials& denials) {
  parts_->services.push_back(&service);
  parts_->denials[service.full_name()] = &denials;
  parts_->rows.insert(parts_->rows.end(), rows.begin(), rows.end());
}

Status Process::NoteConfiguration(Database& database) const {
  const auto hashes = HashConfiguration(parts_->settings.reference);
  if (!hashes) return hashes.error();
  const Deadline deadline = Deadline::In(std::chrono::seconds(30));
  if (auto noted = RecordConfiguration(database, deadline, clock().Now(), *hashes); !noted) {
    return noted;
  }
  return RecordSettings(database, deadline, clock().Now(),
                        HashSettings(parts_->settings.given, token_key()));
}

Status Process::Start() {
  Parts& parts = *parts_;
  const ProcessSettings& settings = parts.settings;
  parts.permissions = std::make_unique<const Permissions>(parts.rows, parts.reference.roles);
  parts.server = std::make_unique<RpcServer>(
      parts.verifier, *parts.permissions, *parts.clock, parts.metrics,
      RpcServer::Options{.listen = settings.listen,
                         .tls = settings.tls,
                         .threads = static_cast<std::size_t>(settings.threads),
                         .queue = static_cast<std::size_t>(settings.queue),
                         .max_streams = static_cast<std::size_t>(settings.max_streams),
                         .longest_call = settings.longest_call,
                         .drain = settings.drain,
                         .denied = [&parts](const std::string& caller, const std::string& method,
                                            const Error& error) {
                           CountDenial(parts.denials, caller, method, error);
                         }});
  for (const RpcService* service : parts.services) parts.server->Add(*service);
  parts.workers.Start("token-keys",
                      [&parts](std::stop_token stop) { parts.keys.callers->Run(std::move(stop)); });
  const auto metrics_port = parts.metrics.Serve(settings.metrics_listen, settings.tls);
  if (!metrics_port) return metrics_port.error();
  const auto port = parts.server->Start();
  if (!port) return port.error();
  if (auto done = WriteReady(settings.ReadyFile(), *port, *metrics_port); !done) return done;
  Log(LogLevel::kInfo, "ready",
      {{"grpc", std::int64_t{*port}},
       {"metrics", std::int64_t{*metrics_port}},
       {"areas", static_cast<std::int64_t>(parts.reference.regions.Size())}});
  return Status::Ok();
}

void Process::Stop() {
  std::error_code ignored;
  fs::remove(parts_->settings.ReadyFile(), ignored);
  if (parts_->server) parts_->server->Stop();
  parts_->workers.StopAll();
}

Result<std::unique_ptr<SodiumVault>> OpenVault(const ProcessSettings& settings, Database& keys,
                                               const Clock& clock) {
  if (auto done = MigrateVaultKeys(keys); !done) return done.error();
  SodiumVaultOptions options;
  options.master_key_file = fs::path(settings.data) / "master-key";
  options.create_master_key = settings.master_key.empty();
  if (IsUrl(settings.master_key)) {
    auto lines = FetchMasterKeys(settings);
    if (!lines) return lines.error();
    options.master_keys = *std::move(lines);
    options.master_key_file = settings.master_key;  // what errors name
  } else if (!settings.master_key.empty()) {
    options.master_key_file = settings.master_key;
  }
  return SodiumVault::Open(keys, clock, options);
}

void StartRewrapping(SodiumVault& vault, Workers& workers) {
  if (!vault.HasOlderMasterKeys()) return;
  workers.Start("vault-rewrap", [&vault](std::stop_token stop) { Rewrap(vault, stop); });
}

}  // namespace sinergi
