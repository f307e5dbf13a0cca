#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "common/database/database.h"

namespace sinergi {

struct SqliteOptions {
  std::filesystem::path file;
  int readers = 4;  // connections for Query, besides the one that writes
};

// A database in one SQLite file: WAL, synchronous=FULL, transactions begin IMMEDIATE, one at a
// time. The file belongs to one process; a second one that opens it is refused.
class SqliteDatabase final : public Database {
 public:
  // Opens or creates the file. FAILED_PRECONDITION with the path when it cannot be used.
  static Result<std::unique_ptr<SqliteDatabase>> Open(const SqliteOptions& options);
  ~SqliteDatabase() override;

  Status Migrate(const std::string& component, const std::vector<Migration>& migrations) override;
  Status Transact(const Terms& terms, const Work& work) override;
  Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) override;

 private:
  class Impl;
  explicit SqliteDatabase(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace sinergi
