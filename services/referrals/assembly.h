#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/announcements/announcer.h"
#include "common/cache/cache.h"
#include "common/database/database.h"
#include "common/events/event_consumer.h"
#include "common/events/event_publisher.h"
#include "common/evidence/denials.h"
#include "common/identity/permissions.h"
#include "common/lifecycle/workers.h"
#include "common/offices/offices.h"
#include "common/privacy/authenticator.h"
#include "common/privacy/vault.h"
#include "common/regions/regions.h"
#include "common/rpc/rpc_service.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"
#include "services/referrals/application/policies.h"
#include "services/referrals/settings.h"

namespace sinergi::referrals {

// The service built out of seams. What it is given outlives it.
class Referrals {
 public:
  struct Dependencies {
    Database& database;
    EventPublisher& publisher;
    EventConsumer& consumer;  // of Topics()
    Vault& vault;
    Cache& cache;
    Announcer& announcer;  // between replicas
    const Regions& regions;
    const Offices& offices;
    const Clock& clock;
    Metrics& metrics;
    const TokenSealer& token_sealer;
    const std::string& hash_key;  // for the hashes of request_ids
    std::string holder;           // this process's unique name among replicas
    ReferralsSettings settings;
    Policies policies;
    bool restored = false;  // the database comes from a backup: it gets a new epoch
  };

  static std::vector<std::string> Topics();
  static Status Migrate(Database& database);

  // Whether there is any referral. Of a migrated database.
  static Result<bool> HasReferrals(Database& database);

  // Migrates the database and builds the service.
  static Result<std::unique_ptr<Referrals>> Make(Dependencies dependencies);
  ~Referrals();

  const RpcService& service() const;
  Denials& denials();
  static std::vector<PermissionRow> Permissions();

  // Something else that lives on its database left events in its outbox.
  void EventsWait();

  // Everything whose time has come, at once; its worker does the same. For tests.
  Result<std::int64_t> FireDue();

  // Takes events in as its consumer does. For tests.
  Status Receive(std::span<const Event> events);

  // The relay, the clock, the consumer, and the pruning of what is past its retention.
  void StartWorkers(Workers& workers);

 private:
  class Parts;
  explicit Referrals(std::unique_ptr<Parts> parts);

  std::unique_ptr<Parts> parts_;
};

}  // namespace sinergi::referrals
