#include "tests/support/postgres_server.h"

#include <unistd.h>

#include <atomic>
#include <cstdlib>

#include "common/database/postgres/postgres_database.h"
#include "common/result/reasons.h"

namespace sinergi::testing {
namespace {

constexpr std::chrono::seconds kPatience{30};
constexpr const char* kServices = "SINERGI_TEST_POSTGRES_SERVICES";

// One in the whole machine: the process, the time, and a count.
std::string FreshName() {
  static std::atomic<int> count = 0;
  const auto now = std::chrono::system_clock::now().time_since_epoch().count();
  return "sinergi_test_" + std::to_string(getpid()) + "_" + std::to_string(now) + "_" +
         std::to_string(++count);
}

}  // namespace

std::optional<std::string> PostgresServer() {
  const char* url = std::getenv("SINERGI_TEST_POSTGRES");
  if (url == nullptr || *url == '\0') return std::nullopt;
  return url;
}

TemporaryPostgres::TemporaryPostgres() : server_(PostgresServer().value_or("")) {
  if (server_.empty()) return;
  name_ = FreshName();
  const std::string owner = std::getenv(kServices) == nullptr ? "" : " OWNER sinergi";
  if (RunOnServer("CREATE DATABASE " + name_ + owner)) url_ = server_ + "/" + name_;
}

TemporaryPostgres::~TemporaryPostgres() {
  if (*this) (void)RunOnServer("DROP DATABASE " + name_ + " WITH (FORCE)").operator bool();
}

std::string TemporaryPostgres::ServicesUrl() const {
  const char* server = std::getenv(kServices);
  return server == nullptr ? "" : std::string(server) + "/" + name_;
}

// CREATE and DROP DATABASE run outside of a transaction only, as a Query does.
Status TemporaryPostgres::RunOnServer(const std::string& sql) const {
  auto opened = PostgresDatabase::Open({.url = server_ + "/postgres", .connections = 1});
  if (!opened) return opened.error();
  const auto done = (*opened)->Query(Deadline::In(kPatience), Statement{sql}, {});
  return done ? Status::Ok() : Status(done.error());
}

std::string TemporaryPostgres::UrlThrough(std::uint16_t port) const {
  return server_.substr(0, server_.rfind(':') + 1) + std::to_string(port) + "/" + name_;
}

std::uint16_t TemporaryPostgres::port() const {
  return static_cast<std::uint16_t>(std::stoi(server_.substr(server_.rfind(':') + 1)));
}

}  // namespace sinergi::testing
