#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "common/database/database.h"

namespace sinergi::testing {

// The PostgreSQL server that tests may use, from SINERGI_TEST_POSTGRES:
// postgresql://USER@127.0.0.1:PORT, a superuser; deploy/postgres/roles.sql was run there. Tests
// that need it are skipped when it is not set.
inline constexpr char kPostgresMissing[] =
    "SINERGI_TEST_POSTGRES is not set: no PostgreSQL server to test with; start with tests/run";

std::optional<std::string> PostgresServer();

// A new database of the test's own on that server, removed with it, whoever is still connected.
class TemporaryPostgres {
 public:
  TemporaryPostgres();
  ~TemporaryPostgres();
  TemporaryPostgres(const TemporaryPostgres&) = delete;
  TemporaryPostgres& operator=(const TemporaryPostgres&) = delete;

  // Whether there is a server and the database could be made.
  explicit operator bool() const { return !url_.empty(); }

  const std::string& url() const { return url_; }

  // For the user as whom services log in, who owns the database and is no superuser; from
  // SINERGI_TEST_POSTGRES_SERVICES, empty when that is not set.
  std::string ServicesUrl() const;

  // The same database through something that listens on another port of this machine.
  std::string UrlThrough(std::uint16_t port) const;

  // The server's own port.
  std::uint16_t port() const;

 private:
  Status RunOnServer(const std::string& sql) const;

  std::string server_;
  std::string name_;
  std::string url_;
};

}  // namespace sinergi::testing
