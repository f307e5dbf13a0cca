#include "common/database/postgres/postgres_impl.h"
#include "common/database/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::minutes kMigrationTime{10};

// Whoever migrates holds this lock: several processes may start at once. Released ones know it.
constexpr std::int64_t kMigrationLock = 0x53494E45524749;  // "SINERGI"
constexpr std::string_view kLock = "SELECT 1 FROM pg_advisory_xact_lock($1)";

constexpr std::string_view kMakeTable = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migrations (
    component TEXT NOT NULL,
    version BIGINT NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (component, version)
  ))sql";

constexpr std::string_view kFind = R"sql(
  SELECT checksum FROM schema_migrations WHERE component = $1 AND version = $2)sql";

constexpr std::string_view kNote = R"sql(
  INSERT INTO schema_migrations (component, version, name, checksum)
  VALUES ($1, $2, $3, $4))sql";

// One step in a transaction of its own; nothing when it was applied before.
class Step {
 public:
  Step(PostgresSession& session, const std::string& component, const Migration& migration)
      : session_(session), component_(component), migration_(migration) {}

  PostgresAttempt Run() {
    if (migration_.postgres.empty()) {
      return {Error::Of(reasons::kInternal).Because(component_ + " has no text for PostgreSQL")};
    }
    session_.Reset();
    const Status done = Apply();
    const auto failure = session_.failure();
    session_.Rollback(Deadline::In(kMigrationTime));
    if (failure) return {failure->error, failure->again};
    return {done};
  }

 private:
  // An error of the session is in its failure.
  Status Apply() {
    const Deadline deadline = Deadline::In(kMigrationTime);
    session_.Queue("BEGIN", {});
    session_.Queue(kLock, {kMigrationLock});
    session_.Queue(kMakeTable, {});
    session_.Queue(kFind, {component_, version()});
    if (!session_.Sync(deadline)) return Status::Ok();
    const auto applied = session_.TakeRows();
    if (!applied) return applied.error();
    const std::string checksum = ChecksumOf(migration_.postgres);
    if (applied->empty()) {
      if (!session_.RunScript(migration_.postgres, deadline)) return Status::Ok();
      session_.Queue(kNote, {component_, version(), migration_.name, checksum});
    } else if (applied->front().Text(0) != checksum) {
      return Error::Of(reasons::kSchemaDiffers,
                       {{"component", component_}, {"version", std::to_string(version())}});
    }
    session_.Commit(deadline);
    return Status::Ok();
  }

  std::int64_t version() const { return migration_.version; }

  PostgresSession& session_;
  const std::string& component_;
  const Migration& migration_;
};

}  // namespace

Status PostgresDatabase::Migrate(const std::string& component,
                                 const std::vector<Migration>& migrations) {
  for (const Migration& migration : migrations) {
    const Status done = impl_->Persist(Deadline::In(kMigrationTime), [&](PostgresSession& session) {
      return Step(session, component, migration).Run();
    });
    if (!done) return done;
  }
  return Status::Ok();
}

}  // namespace sinergi
