#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

#include "common/database/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sinergi {

// One SQLite connection with its prepared statements. Used by one thread at a time.
class SqliteConnection {
 public:
  static Result<std::unique_ptr<SqliteConnection>> Open(const std::filesystem::path& file);
  ~SqliteConnection();

  // Runs one statement to its end and gives its rows. DEADLINE_EXCEEDED when it takes longer.
  Result<Rows> Run(std::string_view sql, const Values& parameters, Deadline deadline);

  // Runs a script of several statements without parameters.
  Status RunScript(const std::string& sql);

  // Whether a transaction is open: SQLite ends it by itself after some errors.
  bool InTransaction() const;

 private:
  struct CloseConnection {
    void operator()(sqlite3* handle) const;
  };
  struct FinalizeStatement {
    void operator()(sqlite3_stmt* handle) const;
  };
  using StatementHandle = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

  explicit SqliteConnection(sqlite3* handle) : handle_(handle) {}

  Result<sqlite3_stmt*> Prepare(std::string_view sql);
  Status Bind(sqlite3_stmt* statement, const Values& parameters);
  Error ErrorOf(int code, Deadline deadline);

  std::unique_ptr<sqlite3, CloseConnection> handle_;
  std::unordered_map<std::string, StatementHandle> statements_;
};

// The name that Database promises for the constraint in SQLite's message, looked up in the schema.
std::string ConstraintName(sqlite3* handle, std::string_view message);

}  // namespace sinergi
