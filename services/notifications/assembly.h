#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "common/announcements/announcer.h"
#include "common/cache/cache.h"
#include "common/database/database.h"
#include "common/events/event_consumer.h"
#include "common/evidence/denials.h"
#include "common/identity/permissions.h"
#include "common/lifecycle/workers.h"
#include "common/offices/offices.h"
#include "common/privacy/authenticator.h"
#include "common/regions/regions.h"
#include "common/rpc/rpc_service.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"
#include "services/notifications/settings.h"

namespace sinergi::notifications {

// What the service is built out of. Everything outlives it.
struct Dependencies {
  Database& database;       // its own
  EventConsumer& consumer;  // of Notifications::Topics(), under a name of its own
  Cache& cache;
  Announcer& announcer;
  const Regions& regions;
  const Offices& offices;
  const Clock& clock;
  Metrics& metrics;
  const TokenSealer& sealer;
  const std::string& hash_key;  // 16 to 64 bytes
  Settings settings;
  bool restored = false;  // the database comes from a backup: it gets a new epoch
};

// The notifications service, wired. It outlives the server that serves it and the workers.
class Notifications {
 public:
  // What `Dependencies::consumer` reads.
  static std::vector<std::string> Topics();

  // Who may call which of its methods.
  static std::vector<PermissionRow> Permissions();

  static Status Migrate(Database& database);

  // Migrates the database. INVALID_ARGUMENT for settings that cannot work.
  static Result<std::unique_ptr<Notifications>> Make(const Dependencies& dependencies);
  ~Notifications();

  const RpcService& service() const;
  Denials& denials();

  // The consumer of events, the retries of parked ones, the journal's reader and its pruner.
  void StartWorkers(Workers& workers);

 private:
  struct Parts;
  explicit Notifications(std::unique_ptr<Parts> parts);

  const std::unique_ptr<Parts> parts_;
};

}  // namespace sinergi::notifications
