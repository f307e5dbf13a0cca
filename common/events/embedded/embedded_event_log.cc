#include "common/events/embedded/embedded_event_log.h"

#include <utility>

#include "common/database/sqlite/sqlite_database.h"
#include "common/events/embedded/embedded_consumer.h"
#include "common/events/embedded/embedded_publisher.h"

namespace sinergi {

class EmbeddedEventLog::Impl {
 public:
  Impl(Options chosen, std::unique_ptr<Database> opened)
      : options(std::move(chosen)), database(std::move(opened)) {}

  Options options;
  std::unique_ptr<Database> database;
  Bells bells;
};

EmbeddedEventLog::EmbeddedEventLog(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
EmbeddedEventLog::~EmbeddedEventLog() = default;

Result<std::unique_ptr<EmbeddedEventLog>> EmbeddedEventLog::Open(Options options) {
  auto database = SqliteDatabase::Open({options.file});
  if (!database) return database.error();
  if (auto done = (*database)->Migrate("event_log", EventLogMigrations()); !done) {
    return done.error();
  }
  auto impl = std::make_unique<Impl>(std::move(options), *std::move(database));
  return std::unique_ptr<EmbeddedEventLog>(new EmbeddedEventLog(std::move(impl)));
}

std::unique_ptr<EventPublisher> EmbeddedEventLog::Publisher() {
  return std::make_unique<EmbeddedPublisher>(*impl_->database, impl_->bells,
                                             impl_->options.max_event_bytes);
}

std::unique_ptr<EventConsumer> EmbeddedEventLog::Consumer(std::string name,
                                                          std::vector<std::string> topics) {
  const Options& options = impl_->options;
  return std::make_unique<EmbeddedConsumer>(
      *impl_->database, impl_->bells, std::move(name), std::move(topics),
      EmbeddedConsumerOptions{options.batch, options.poll, options.first_backoff,
                              options.longest_backoff});
}

}  // namespace sinergi
