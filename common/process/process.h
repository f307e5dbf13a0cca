#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/evidence/denials.h"
#include "common/identity/permissions.h"
#include "common/lifecycle/workers.h"
#include "common/offices/offices.h"
#include "common/privacy/authenticator.h"
#include "common/privacy/sodium_vault.h"
#include "common/process/process_settings.h"
#include "common/regions/regions.h"
#include "common/rpc/page_tokens.h"
#include "common/rpc/rpc_service.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"

namespace sinergi {

// What every server process is made of: the reference data, the keys, metrics, workers and one RPC
// server. A program opens one, builds its services out of it, adds them and starts it.
class Process {
 public:
  // Makes the data folder, loads the reference data and opens the keys. The settings outlive it.
  static Result<std::unique_ptr<Process>> Open(const ProcessSettings& settings);
  ~Process();

  const ProcessSettings& settings() const;
  const Clock& clock() const;
  const Regions& regions() const;
  const Offices& offices() const;
  const RoleTable& roles() const;
  const TokenSealer& sealer() const;
  const std::string& token_key() const;  // of request_ids' hashes and of sealed tokens
  const PageTokens& page_tokens() const;
  Metrics& metrics();

  // The threads of what it serves. They are stopped after the last call.
  Workers& workers();

  // Whom the service answers is in `rows`; whom it refuses is counted in `denials`. Everything
  // added outlives the process. Before Start.
  void Add(const RpcService& service, const std::vector<PermissionRow>& rows, Denials& denials);

  // Leaves evidence in the service's database of which configuration files have changed since it
  // was last served with. Before Start.
  Status NoteConfiguration(Database& database) const;

  // Begins to serve, then writes the ready file: "grpc <port>" and "metrics <port>", a line each.
  Status Start();

  // Removes the ready file, ends calls and streams gracefully, then the workers. Safe to call
  // twice.
  void Stop();

 private:
  class Parts;
  explicit Process(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

// The vault whose keys are in `keys`, which it migrates, under the master key that the settings
// name. Both given outlive it.
Result<std::unique_ptr<SodiumVault>> OpenVault(const ProcessSettings& settings, Database& keys,
                                               const Clock& clock);

// While there are older master keys: a worker that wraps what they still wrap by the newest, and
// says in the log when they are needed no longer. The vault outlives it.
void StartRewrapping(SodiumVault& vault, Workers& workers);

}  // namespace sinergi
