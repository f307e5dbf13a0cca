#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/announcements/announcer.h"
#include "common/cache/cache.h"
#include "common/database/database.h"
#include "common/events/event_consumer.h"
#include "common/events/event_publisher.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"

namespace sinergi {

// What touches the outside, by URL. Nothing else asks which technology it is:
//   database       sqlite:///absolute/file.db     postgresql://user:password@host/name
//   events         embedded:///absolute/file.db   kafka://host:port,host:port
//   cache          memory:                        redis://user:password@host:port
//   announcements  memory:                        redis://user:password@host:port
// All fail with SEAM_URL_UNKNOWN for another form.

struct DatabaseOptions {
  std::string application = "sinergi";  // how the server lists the connections
  std::int64_t connections = 16;
  bool takes_roles = false;  // refuse a user who may not take every DatabaseRole
};

Result<std::unique_ptr<Database>> OpenDatabase(const std::string& url, DatabaseOptions options);

// FAILED_PRECONDITION KEYS_NOT_APART when both are databases of one PostgreSQL server.
Status CheckApart(Database& service, Database& keys);

// Where events go and come from: makes publishers and consumers, which it outlives.
class EventSystem {
 public:
  virtual ~EventSystem() = default;

  virtual std::unique_ptr<EventPublisher> Publisher() = 0;

  // A consumer of the named group.
  virtual std::unique_ptr<EventConsumer> Consumer(const std::string& group,
                                                  const std::vector<std::string>& topics) = 0;

  // Makes the topics that are missing. FAILED_PRECONDITION when one is not as it should be.
  virtual Status PrepareTopics() = 0;
};

struct EventOptions {
  std::string client = "sinergi";  // this process's name, unique among replicas and kept
  std::filesystem::path topics;    // the file that says which there are; empty without a broker
  std::int64_t copies = 1;         // of each topic, in a cluster
};

Result<std::unique_ptr<EventSystem>> OpenEvents(const std::string& url, EventOptions options,
                                                Metrics& metrics);

// `service` sets its keys apart.
Result<std::unique_ptr<Cache>> OpenCache(const std::string& url, const Clock& clock,
                                         const std::string& service, Metrics& metrics);

// `service` sets its channels apart.
Result<std::unique_ptr<Announcer>> OpenAnnouncer(const std::string& url, const std::string& service,
                                                 Metrics& metrics);

}  // namespace sinergi
