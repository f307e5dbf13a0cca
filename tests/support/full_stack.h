#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "common/database/database.h"
#include "tests/support/full_stack_process.h"
#include "tests/support/full_stack_servers.h"
#include "tests/support/temporary_folder.h"

namespace sinergi::testing {

// The programs as they run in production, on this machine: two replicas each of referrals and
// notifications as processes of their own, over PostgreSQL, Kafka and Redis of the test's own. The
// replicas are "referrals-1", "referrals-2", "notifications-1" and "notifications-2"; they keep
// their ports over restarts. All of it ends with this object.
class FullStack {
 public:
  using Settings = std::map<std::string, std::string>;  // by the name of the variable

  // `more` are further settings of the replicas that they concern:
  // {"SINERGI_REFERRALS_RELAY_LEASE", "2s"}.
  explicit FullStack(Settings more = {});
  ~FullStack();

  // Starts everything and waits until it is ready. False when Kafka cannot be had on this machine,
  // then the test is to be skipped, and when something failed, which then fails the test.
  bool Start();

  FullStackServers& servers() { return servers_; }

  // A replica. Starting waits until it is ready and gives the milliseconds that took; it is started
  // again whenever it ends before, as a cluster does.
  double StartReplica(const std::string& name);
  void KillReplica(const std::string& name);  // SIGKILL
  int StopReplica(
      const std::string& name);  // SIGTERM: its exit status, -1 when it had to be killed

  std::string Address(const std::string& replica) const;
  std::vector<std::string> Addresses(const std::string& service) const;
  int MetricsPort(const std::string& replica) const;
  std::string Log(const std::string& replica) const;

  // What the sinergi command line takes as --server.
  std::string ServerOption() const;

  // Runs a replica's program with its settings, changed by `more`, and further arguments, to its
  // end. Gives its exit status; what it printed is in `output`.
  int RunProgram(const std::string& replica, const Settings& more,
                 const std::vector<std::string>& arguments, std::string& output);

  // Makes what topics are missing, as an operator does before the replicas start.
  void Migrate();

  // The folder with the keys of the services and their tokens.
  std::filesystem::path data() const { return folder_ / "services"; }
  std::filesystem::path folder() const { return folder_.path(); }

  // One statement on a service's database, on a connection of its own.
  Rows Ask(const std::string& database, const std::string& sql, Values parameters = {}) const;
  std::int64_t Count(const std::string& database, const std::string& sql) const;

  // Makes an empty database on the server of the vault's keys.
  void MakeVaultKeys(const std::string& database) const;

  // Takes everything out of Redis.
  void FlushRedis();

 private:
  struct Replica {
    int port = 0;
    int metrics_port = 0;
    std::unique_ptr<ChildProcess> process;
  };

  void CreateDatabases();
  Settings EnvironmentOf(const std::string& name) const;
  std::filesystem::path ProgramOf(const std::string& name) const;
  void Launch(const std::string& name);
  double AwaitReady(const std::string& name);
  bool IsReady(const std::string& name) const;

  const TemporaryFolder folder_;
  const Settings more_;
  FullStackServers servers_;
  std::map<std::string, Replica> replicas_;
};

}  // namespace sinergi::testing
