#include "common/database/sqlite/sqlite_connection.h"

#include <sqlite3.h>

#include "common/database/reasons.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr int kInstructionsBetweenDeadlineChecks = 10'000;
constexpr std::chrono::milliseconds kRetryDelay{100};

int StopAfterDeadline(void* deadline) { return static_cast<Deadline*>(deadline)->Passed() ? 1 : 0; }

// Interrupts what runs on the connection once the deadline has passed.
class DeadlineWatch {
 public:
  DeadlineWatch(sqlite3* handle, Deadline* deadline) : handle_(handle) {
    sqlite3_progress_handler(handle, kInstructionsBetweenDeadlineChecks, StopAfterDeadline,
                             deadline);
  }
  ~DeadlineWatch() { sqlite3_progress_handler(handle_, 0, nullptr, nullptr); }
  DeadlineWatch(const DeadlineWatch&) = delete;
  DeadlineWatch& operator=(const DeadlineWatch&) = delete;

 private:
  sqlite3* handle_;
};

// Leaves a prepared statement ready for its next use, without the parameters' bytes.
class ResetAfterUse {
 public:
  explicit ResetAfterUse(sqlite3_stmt* statement) : statement_(statement) {}
  ~ResetAfterUse() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  ResetAfterUse(const ResetAfterUse&) = delete;
  ResetAfterUse& operator=(const ResetAfterUse&) = delete;

 private:
  sqlite3_stmt* statement_;
};

int BindOne(sqlite3_stmt* statement, int place, const Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return sqlite3_bind_int64(statement, place, *number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return sqlite3_bind_text64(statement, place, text->data(), text->size(), SQLITE_STATIC,
                               SQLITE_UTF8);
  }
  if (const auto* blob = std::get_if<Blob>(&value)) {
    return sqlite3_bind_blob64(statement, place, blob->bytes.data(), blob->bytes.size(),
                               SQLITE_STATIC);
  }
  return sqlite3_bind_null(statement, place);
}

std::string ColumnBytes(sqlite3_stmt* statement, int column) {
  const void* bytes = sqlite3_column_blob(statement, column);
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
}

Row ReadRow(sqlite3_stmt* statement) {
  Values values;
  const int columns = sqlite3_column_count(statement);
  values.reserve(static_cast<std::size_t>(columns));
  for (int column = 0; column < columns; ++column) {
    switch (sqlite3_column_type(statement, column)) {
      case SQLITE_INTEGER:
        values.emplace_back(std::int64_t{sqlite3_column_int64(statement, column)});
        break;
      case SQLITE_TEXT:
        values.emplace_back(ColumnBytes(statement, column));
        break;
      case SQLITE_BLOB:
        values.emplace_back(Blob{ColumnBytes(statement, column)});
        break;
      default:
        values.emplace_back();
    }
  }
  return Row(std::move(values));
}

}  // namespace

void SqliteConnection::CloseConnection::operator()(sqlite3* handle) const {
  sqlite3_close_v2(handle);
}

void SqliteConnection::FinalizeStatement::operator()(sqlite3_stmt* handle) const {
  sqlite3_finalize(handle);
}

SqliteConnection::~SqliteConnection() = default;

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::Open(
    const std::filesystem::path& file) {
  sqlite3* handle = nullptr;
  const int code =
      sqlite3_open_v2(file.c_str(), &handle,
                      SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
  const Error unusable = Error::Of(reasons::kDatabaseUnusable, {{"file", file.string()}});
  if (code != SQLITE_OK) return unusable.Because(sqlite3_errstr(code));
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 5000);
  const Status tuned = connection->RunScript(
      "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
      "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000;");
  if (!tuned) return unusable.Because(tuned.error().cause());
  return connection;
}

Result<Rows> SqliteConnection::Run(std::string_view sql, const Values& parameters,
                                   Deadline deadline) {
  if (deadline.Passed()) return Error::Of(reasons::kDeadlineExceeded);
  const auto statement = Prepare(sql);
  if (!statement) return statement.error();
  const ResetAfterUse reset(*statement);
  const DeadlineWatch watch(handle_.get(), &deadline);
  if (auto bound = Bind(*statement, parameters); !bound) return bound.error();
  Rows rows;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(*statement)) == SQLITE_ROW) rows.push_back(ReadRow(*statement));
  if (code != SQLITE_DONE) return ErrorOf(code, deadline);
  return rows;
}

Status SqliteConnection::RunScript(const std::string& sql) {
  const int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return Status::Ok();
  return ErrorOf(code, Deadline::In(std::chrono::hours(1)));
}

bool SqliteConnection::InTransaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

Result<sqlite3_stmt*> SqliteConnection::Prepare(std::string_view sql) {
  const std::string text(sql);
  if (const auto found = statements_.find(text); found != statements_.end()) {
    return found->second.get();
  }
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_.get(), text.data(), static_cast<int>(text.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  if (code != SQLITE_OK) return ErrorOf(code, Deadline::In(std::chrono::hours(1)));
  return statements_.emplace(text, StatementHandle(handle)).first->second.get();
}

Status SqliteConnection::Bind(sqlite3_stmt* statement, const Values& parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string name = "$" + std::to_string(i + 1);
    const int place = sqlite3_bind_parameter_index(statement, name.c_str());
    if (place == 0) {
      return Error::Of(reasons::kInternal).Because("no parameter " + name + " in the statement");
    }
    if (BindOne(statement, place, parameters[i]) != SQLITE_OK) {
      return Error::Of(reasons::kInternal).Because(sqlite3_errmsg(handle_.get()));
    }
  }
  return Status::Ok();
}

Error SqliteConnection::ErrorOf(int code, Deadline deadline) {
  const std::string message = sqlite3_errmsg(handle_.get());
  const std::string cause = message + " (SQLite " + std::to_string(code) + ")";
  switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
      return Error::Of(reasons::kConstraintViolated,
                       {{"constraint", ConstraintName(handle_.get(), message)}})
          .Because(cause);
    case SQLITE_INTERRUPT:
      if (deadline.Passed()) return Error::Of(reasons::kDeadlineExceeded).Because(cause);
      [[fallthrough]];
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
      return Error::Of(reasons::kUnavailable).Because(cause).RetryAfter(kRetryDelay);
    default:
      return Error::Of(reasons::kInternal).Because(cause);
  }
}

}  // namespace sinergi
