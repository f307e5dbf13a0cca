#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/identity/permissions.h"
#include "common/lifecycle/workers.h"
#include "common/offices/offices.h"
#include "common/privacy/authenticator.h"
#include "common/privacy/vault.h"
#include "common/rpc/rpc_service.h"
#include "common/time/clock.h"
#include "services/tat/application/tat_policy_file.h"

namespace sinergi::tat {

// Integrated assessments, built out of seams. It has no program, outbox or relay of its own: it
// lives in a process of referrals and its database, and neither knows the other. What it is given
// outlives it.
class Tat {
 public:
  struct Dependencies {
    Database& database;  // with the tables of outbox and evidence
    Vault& vault;
    const Offices& offices;
    const RoleTable& roles;
    const Clock& clock;
    const TokenSealer& token_sealer;
    const std::string& hash_key;  // for the hashes of request_ids
    TatPolicy policy;
    std::function<void()> committed;  // wakes the relay of the database
    std::chrono::milliseconds page_token_lifetime{std::chrono::hours(24)};
    std::chrono::milliseconds clock_poll{1000};
  };

  static Status Migrate(Database& database);

  // Whether there is any request. Of a migrated database.
  static Result<bool> HasRequests(Database& database);

  // Migrates the database and builds the service.
  static Result<std::unique_ptr<Tat>> Make(Dependencies dependencies);
  ~Tat();

  const RpcService& service() const;
  static std::vector<PermissionRow> Permissions();

  // Everything whose time has come, at once; its worker does the same. For tests.
  Result<std::int64_t> FireDue();

  // The clock.
  void StartWorkers(Workers& workers);

 private:
  class Parts;
  explicit Tat(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace sinergi::tat
