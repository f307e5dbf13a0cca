#include "common/database/reasons.h"
#include "common/database/sqlite/sqlite_impl.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::minutes kMigrationTime{10};

constexpr char kMigrationsTable[] = R"sql(
  CREATE TABLE IF NOT EXISTS schema_migrations (
    component TEXT NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL,
    PRIMARY KEY (component, version)
  ) STRICT)sql";

Status ApplyOne(SqliteConnection& connection, const std::string& component,
                const Migration& migration) {
  if (auto begun = connection.RunScript("BEGIN IMMEDIATE"); !begun) return begun;
  Status done = connection.RunScript(migration.sqlite);
  if (done) {
    const auto noted = connection.Run(
        "INSERT INTO schema_migrations (component, version, name, checksum) VALUES ($1, $2, $3, "
        "$4)",
        {component, std::int64_t{migration.version}, migration.name, ChecksumOf(migration.sqlite)},
        Deadline::In(kMigrationTime));
    if (!noted) done = noted.error();
  }
  if (done) done = connection.RunScript("COMMIT");
  if (connection.InTransaction()) (void)connection.RunScript("ROLLBACK").operator bool();
  return done;
}

}  // namespace

Status SqliteDatabase::Migrate(const std::string& component,
                               const std::vector<Migration>& migrations) {
  const Turn::Taken turn = impl_->writing.Take(Deadline::In(kMigrationTime));
  if (!turn) return Error::Of(reasons::kDeadlineExceeded);
  SqliteConnection& connection = *impl_->writer;
  if (auto made = connection.RunScript(kMigrationsTable); !made) return made;
  for (const Migration& migration : migrations) {
    const auto applied = connection.Run(
        "SELECT checksum FROM schema_migrations WHERE component = $1 AND version = $2",
        {component, std::int64_t{migration.version}}, Deadline::In(kMigrationTime));
    if (!applied) return applied.error();
    if (applied->empty()) {
      if (auto done = ApplyOne(connection, component, migration); !done) return done;
    } else if (applied->front().Text(0) != ChecksumOf(migration.sqlite)) {
      return Error::Of(reasons::kSchemaDiffers,
                       {{"component", component}, {"version", std::to_string(migration.version)}});
    }
  }
  return Status::Ok();
}

}  // namespace sinergi
