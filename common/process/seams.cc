#include "common/process/seams.h"

#include "common/announcements/memory/memory_announcer.h"
#include "common/announcements/redis/redis_announcer.h"
#include "common/cache/memory/memory_cache.h"
#include "common/cache/redis/redis_cache.h"
#include "common/database/postgres/postgres_database.h"
#include "common/database/sqlite/sqlite_database.h"
#include "common/events/embedded/embedded_event_log.h"
#include "common/events/kafka/kafka_events.h"
#include "common/process/reasons.h"
#include "common/process/text_file.h"

namespace sinergi {
namespace {

constexpr std::size_t kMemoryCacheBytes = std::size_t{64} << 20;

// What stands behind the scheme, when the URL has it.
std::optional<std::string> Behind(const std::string& url, std::string_view scheme) {
  if (!url.starts_with(scheme)) return std::nullopt;
  return url.substr(scheme.size());
}

// Without what stands before an @, which may be a password.
Error Unknown(const std::string& seam, const std::string& url, const std::string& known) {
  const std::string scheme = url.substr(0, url.find(':'));
  return Error::Of(reasons::kSeamUrlUnknown,
                   {{"seam", seam}, {"url", scheme + ":…"}, {"known", known}});
}

std::string PrefixOf(const std::string& service) { return "sinergi:" + service + ":"; }

constexpr std::chrono::seconds kPatience{10};

// Made once with a server's data and kept by its replicas.
constexpr Statement kServer{"SELECT CAST(system_identifier AS TEXT) FROM pg_control_system()"};

Result<std::string> ServerOf(Database& database) {
  const auto rows = database.Query(Deadline::In(kPatience), kServer, {});
  if (!rows) return rows.error();
  return rows->at(0).Text(0);
}

class EmbeddedEvents final : public EventSystem {
 public:
  explicit EmbeddedEvents(std::unique_ptr<EmbeddedEventLog> log) : log_(std::move(log)) {}

  std::unique_ptr<EventPublisher> Publisher() override { return log_->Publisher(); }
  std::unique_ptr<EventConsumer> Consumer(const std::string& group,
                                          const std::vector<std::string>& topics) override {
    return log_->Consumer(group, topics);
  }
  Status PrepareTopics() override { return Status::Ok(); }

 private:
  const std::unique_ptr<EmbeddedEventLog> log_;
};

class ClusterEvents final : public EventSystem {
 public:
  ClusterEvents(std::unique_ptr<KafkaEvents> kafka, EventOptions options)
      : kafka_(std::move(kafka)), options_(std::move(options)) {}

  std::unique_ptr<EventPublisher> Publisher() override { return kafka_->Publisher(); }
  std::unique_ptr<EventConsumer> Consumer(const std::string& group,
                                          const std::vector<std::string>& topics) override {
    return kafka_->Consumer(group, topics);
  }

  Status PrepareTopics() override {
    const auto table = ReadTextFile(options_.topics);
    if (!table) return table.error();
    const auto topics = ParseTopicTable(*table);
    if (!topics) return topics.error();
    const auto made = kafka_->PrepareTopics(*topics, static_cast<int>(options_.copies));
    return made ? Status::Ok() : Status(made.error());
  }

 private:
  const std::unique_ptr<KafkaEvents> kafka_;
  const EventOptions options_;
};

// A cache with the connection that it needs.
class ConnectedCache final : public Cache {
 public:
  ConnectedCache(const RedisOptions& options, const std::string& service, Metrics& metrics)
      : client_(options, metrics), cache_(client_, {.prefix = PrefixOf(service)}, metrics) {}

  std::optional<CacheEntry> Get(std::string_view key) override { return cache_.Get(key); }
  void Find(std::string_view key, Found done) override { cache_.Find(key, std::move(done)); }
  void Put(std::string_view key, CacheEntry entry,
           std::chrono::milliseconds time_to_live) override {
    cache_.Put(key, std::move(entry), time_to_live);
  }
  void Forget(std::string_view key, std::int64_t version,
              std::chrono::milliseconds time_to_live) override {
    cache_.Forget(key, version, time_to_live);
  }
  void Settle() override { cache_.Settle(); }

 private:
  RedisClient client_;
  RedisCache cache_;
};

// The same for an announcer.
class ConnectedAnnouncer final : public Announcer {
 public:
  ConnectedAnnouncer(const RedisOptions& options, const std::string& service, Metrics& metrics)
      : client_(options, metrics), announcer_(client_, options, PrefixOf(service)) {}

  void Announce(std::string_view channel) override { announcer_.Announce(channel); }
  std::unique_ptr<Listening> Listen(std::string_view channel, std::function<void()> wake) override {
    return announcer_.Listen(channel, std::move(wake));
  }

 private:
  RedisClient client_;
  RedisAnnouncer announcer_;
};

}  // namespace

Result<std::unique_ptr<Database>> OpenDatabase(const std::string& url, DatabaseOptions options) {
  if (const auto file = Behind(url, "sqlite://")) {
    auto opened = SqliteDatabase::Open({.file = *file});
    if (!opened) return opened.error();
    return std::unique_ptr<Database>(*std::move(opened));
  }
  if (Behind(url, "postgresql://")) {
    auto opened = PostgresDatabase::Open({.url = url,
                                          .application = std::move(options.application),
                                          .connections = static_cast<int>(options.connections),
                                          .held_by_policies = true,
                                          .takes_roles = options.takes_roles});
    if (!opened) return opened.error();
    return std::unique_ptr<Database>(*std::move(opened));
  }
  return Unknown("database", url, "sqlite:///file, postgresql://user:password@host/name");
}

Status CheckApart(Database& service, Database& keys) {
  const auto one = ServerOf(service);
  if (!one) return one.error();
  const auto other = ServerOf(keys);
  if (!other) return other.error();
  return *one == *other ? Status(Error::Of(reasons::kKeysNotApart)) : Status::Ok();
}

Result<std::unique_ptr<EventSystem>> OpenEvents(const std::string& url, EventOptions options,
                                                Metrics& metrics) {
  if (const auto file = Behind(url, "embedded://")) {
    EmbeddedEventLog::Options log;
    log.file = *file;
    auto opened = EmbeddedEventLog::Open(log);
    if (!opened) return opened.error();
    return std::unique_ptr<EventSystem>(std::make_unique<EmbeddedEvents>(*std::move(opened)));
  }
  if (Behind(url, "kafka://")) {
    KafkaEvents::Options kafka;
    kafka.client = options.client;
    kafka.metrics = &metrics;
    auto opened = KafkaEvents::Open(url, kafka);
    if (!opened) return opened.error();
    return std::unique_ptr<EventSystem>(
        std::make_unique<ClusterEvents>(*std::move(opened), std::move(options)));
  }
  return Unknown("events", url, "embedded:///file, kafka://host:port");
}

Result<std::unique_ptr<Cache>> OpenCache(const std::string& url, const Clock& clock,
                                         const std::string& service, Metrics& metrics) {
  if (url == "memory:") {
    return std::unique_ptr<Cache>(std::make_unique<MemoryCache>(clock, kMemoryCacheBytes));
  }
  if (Behind(url, "redis://")) {
    const auto place = RedisUrl::Parse(url);
    if (!place) return place.error();
    return std::unique_ptr<Cache>(
        std::make_unique<ConnectedCache>(RedisOptions{*place}, service, metrics));
  }
  return Unknown("cache", url, "memory:, redis://user:password@host:port");
}

Result<std::unique_ptr<Announcer>> OpenAnnouncer(const std::string& url, const std::string& service,
                                                 Metrics& metrics) {
  if (url == "memory:") return std::unique_ptr<Announcer>(std::make_unique<MemoryAnnouncer>());
  if (Behind(url, "redis://")) {
    const auto place = RedisUrl::Parse(url);
    if (!place) return place.error();
    return std::unique_ptr<Announcer>(
        std::make_unique<ConnectedAnnouncer>(RedisOptions{*place}, service, metrics));
  }
  return Unknown("announcements", url, "memory:, redis://user:password@host:port");
}

}  // namespace sinergi
