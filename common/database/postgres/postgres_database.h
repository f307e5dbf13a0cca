#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "common/database/database.h"

namespace sinergi {

struct PostgresOptions {
  std::string url;  // postgresql://user:password@host:port/database?…, as libpq reads it
  std::string application = "sinergi";         // the name in the server's list of sessions
  int connections = 16;                        // at most; made when needed, kept while they live
  std::chrono::milliseconds connect{5000};     // for making one connection
  std::chrono::milliseconds patience{10'000};  // of Open, for a server that is just starting
  bool held_by_policies = false;  // refuse a user whom row-level security does not hold
  bool takes_roles = false;       // refuse a user who may not take every DatabaseRole
};

// A database on a PostgreSQL server. A transaction travels in as few round trips as its function
// allows, is run again after a deadlock or a lost connection (see Database::Transact), and its
// statements end at the caller's deadline.
class PostgresDatabase final : public Database {
 public:
  // Connects once, to find a wrong address or password now. FAILED_PRECONDITION when the URL cannot
  // be read, the server does not let us in, DATABASE_USER_TOO_POWERFUL or DATABASE_ROLES_MISSING;
  // nothing that it says holds the password.
  static Result<std::unique_ptr<PostgresDatabase>> Open(const PostgresOptions& options);
  ~PostgresDatabase() override;

  Status Migrate(const std::string& component, const std::vector<Migration>& migrations) override;
  Status Transact(const Terms& terms, const Work& work) override;
  Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) override;

 private:
  class Impl;
  Status CheckHeld(Deadline deadline);
  Status CheckRoles(Deadline deadline);
  explicit PostgresDatabase(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace sinergi
