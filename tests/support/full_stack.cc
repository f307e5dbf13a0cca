#include "tests/support/full_stack.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <iostream>
#include <random>
#include <set>
#include <utility>

#include "common/database/postgres/postgres_database.h"
#include "tests/support/eventually.h"
#include "tests/support/standalone_process.h"

namespace sinergi::testing {
namespace {

constexpr std::chrono::seconds kPatience{20};
constexpr std::chrono::seconds kReadyWithin{60};

bool IsFree(int port) {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  const bool free = bind(probe, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
  close(probe);
  return free;
}

// Below those that the kernel gives to outgoing connections: one of them might take it while the
// replica is away.
int FreePort() {
  std::random_device random;
  static std::set<int> given;  // those that are still free may be somebody's already
  int port = 0;
  do {
    port = std::uniform_int_distribution<int>(10'240, 32'000)(random);
  } while (!IsFree(port) || !given.insert(port).second);
  return port;
}

std::string ServiceOf(const std::string& replica) { return replica.substr(0, replica.find('-')); }

Rows Run(const std::string& url, const std::string& sql, Values parameters) {
  auto opened = PostgresDatabase::Open({.url = url, .application = "test", .connections = 1});
  if (!opened) {
    ADD_FAILURE() << opened.error().Text(Language::kEnglish) << " " << opened.error().cause();
    return {};
  }
  auto rows = (*opened)->Query(Deadline::In(kPatience), Statement{sql}, std::move(parameters));
  if (!rows) ADD_FAILURE() << sql << ": " << rows.error().cause();
  return rows ? *std::move(rows) : Rows();
}

// Whether the setting is of one service only, and not of this.
bool IsOfAnother(const std::string& setting, const std::string& service) {
  return (setting.starts_with("SINERGI_REFERRALS_") && service != "referrals") ||
         (setting.starts_with("SINERGI_NOTIFICATIONS_") && service != "notifications");
}

}  // namespace

FullStack::FullStack(Settings more) : more_(std::move(more)), servers_(folder_.path() / "servers") {
  for (const char* name : {"referrals-1", "referrals-2", "notifications-1", "notifications-2"}) {
    replicas_[name] = {FreePort(), FreePort(), nullptr};
  }
}

// What a failed test leaves for the one who looks for the reason.
FullStack::~FullStack() {
  if (!::testing::UnitTest::GetInstance()->Failed()) return;
  const auto kept = BuildFolder() / "tests/full-stack-logs";
  std::error_code ignored;
  std::filesystem::remove_all(kept, ignored);
  std::filesystem::create_directories(kept, ignored);
  for (const auto& from : {folder(), folder() / "servers"}) {
    for (const auto& file : std::filesystem::directory_iterator(from, ignored)) {
      if (file.path().extension() == ".log")
        copy(file.path(), kept / file.path().filename(), ignored);
    }
  }
  std::cout << "logs: " << kept << std::endl;
}

bool FullStack::Start() {
  if (!servers_.StartAll()) {
    if (!servers_.is_missing()) ADD_FAILURE() << servers_.Log();
    return false;
  }
  CreateDatabases();
  Migrate();
  if (::testing::UnitTest::GetInstance()->Failed()) return false;
  for (const auto& [name, replica] : replicas_) Launch(name);
  for (const auto& [name, replica] : replicas_) AwaitReady(name);
  return !::testing::UnitTest::GetInstance()->Failed();
}

// Every service has a database of its own; the vault's keys have a server of their own.
void FullStack::CreateDatabases() {
  for (const char* name : {"referrals", "notifications"}) {
    Ask("postgres", std::string("CREATE DATABASE ") + name + " OWNER sinergi");
  }
  MakeVaultKeys("vault_keys");
}

void FullStack::MakeVaultKeys(const std::string& database) const {
  Run(servers_.Url("vault") + "/postgres", "CREATE DATABASE " + database + " OWNER sinergi", {});
}

void FullStack::Migrate() {
  for (const char* name : {"referrals-1", "notifications-1"}) {
    std::string output;
    EXPECT_EQ(RunProgram(name, {}, {"--migrate=true"}, output), 0) << output;
  }
}

std::filesystem::path FullStack::ProgramOf(const std::string& name) const {
  return BuildFolder() / "bin" / ("sinergi-" + ServiceOf(name));
}

FullStack::Settings FullStack::EnvironmentOf(const std::string& name) const {
  const std::string postgres = servers_.Url("postgres_services");
  Settings settings{{"SINERGI_DATABASE", postgres + "/" + ServiceOf(name)},
                    {"SINERGI_EVENTS", servers_.Url("kafka")},
                    {"SINERGI_TOPICS", (SourceFolder() / "deploy/kafka/topics.csv").string()},
                    {"SINERGI_CACHE", servers_.Url("redis")},
                    {"SINERGI_ANNOUNCEMENTS", servers_.Url("redis")},
                    {"SINERGI_DATA", data().string()},
                    {"SINERGI_READY", (folder() / (name + ".ready")).string()},
                    {"SINERGI_REPLICA", name},
                    {"SINERGI_REGIONS", RegionsFile().string()},
                    {"SINERGI_REFERENCE", (SourceFolder() / "deploy/reference").string()},
                    {"SINERGI_LISTEN", Address(name)},
                    {"SINERGI_METRICS_LISTEN", "127.0.0.1:" + std::to_string(MetricsPort(name))}};
  if (ServiceOf(name) == "referrals")
    settings["SINERGI_VAULT_KEYS"] = servers_.Url("vault_services") + "/vault_keys";
  for (const auto& [setting, value] : more_) {
    if (!IsOfAnother(setting, ServiceOf(name))) settings[setting] = value;
  }
  return settings;
}

void FullStack::Launch(const std::string& name) {
  std::filesystem::remove(folder() / (name + ".ready"));
  auto& process = replicas_.at(name).process;
  process = std::make_unique<ChildProcess>(
      Command{{ProgramOf(name).string()}, EnvironmentOf(name), folder() / (name + ".log")});
  process->Start();
}

double FullStack::AwaitReady(const std::string& name) {
  const auto began = std::chrono::steady_clock::now();
  const auto ready = Eventually(
      [&] {
        if (!replicas_.at(name).process->Runs()) Launch(name);
        return IsReady(name);
      },
      name + " is ready", kReadyWithin);
  EXPECT_TRUE(ready) << Log(name);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  return took.count();
}

bool FullStack::IsReady(const std::string& name) const {
  return !TextOf(folder() / (name + ".ready")).empty();
}

double FullStack::StartReplica(const std::string& name) {
  Launch(name);
  return AwaitReady(name);
}

void FullStack::KillReplica(const std::string& name) { replicas_.at(name).process->End(SIGKILL); }

int FullStack::StopReplica(const std::string& name) {
  const int status = replicas_.at(name).process->End(SIGTERM);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string FullStack::Address(const std::string& replica) const {
  return "127.0.0.1:" + std::to_string(replicas_.at(replica).port);
}

std::vector<std::string> FullStack::Addresses(const std::string& service) const {
  return {Address(service + "-1"), Address(service + "-2")};
}

int FullStack::MetricsPort(const std::string& replica) const {
  return replicas_.at(replica).metrics_port;
}

std::string FullStack::Log(const std::string& replica) const {
  return TextOf(folder() / (replica + ".log"));
}

std::string FullStack::ServerOption() const {
  std::string option;
  for (const char* service : {"referrals", "notifications"}) {
    const auto addresses = Addresses(service);
    option +=
        std::string(option.empty() ? "" : ";") + service + "=" + addresses[0] + "," + addresses[1];
  }
  return option;
}

int FullStack::RunProgram(const std::string& replica, const Settings& more,
                          const std::vector<std::string>& arguments, std::string& output) {
  Settings settings = EnvironmentOf(replica);
  for (const auto& [name, value] : more) settings[name] = value;
  std::vector<std::string> words{ProgramOf(replica).string()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const auto log = folder() / "program.log";
  std::filesystem::remove(log);
  const int status = RunToEnd({words, settings, log});
  output = TextOf(log);
  return status;
}

Rows FullStack::Ask(const std::string& database, const std::string& sql, Values parameters) const {
  return Run(servers_.Url("postgres") + "/" + database, sql, std::move(parameters));
}

std::int64_t FullStack::Count(const std::string& database, const std::string& sql) const {
  const Rows rows = Ask(database, sql);
  return rows.empty() ? -1 : rows.front().Integer(0);
}

void FullStack::FlushRedis() {
  // redis://default:PASSWORD@127.0.0.1:PORT
  const std::string url = servers_.Url("redis");
  const std::size_t at = url.find('@');
  const std::size_t colon = url.find(':', url.find("//"));
  const std::string password = url.substr(colon + 1, at - colon - 1);
  EXPECT_EQ(RunToEnd({{"/usr/bin/redis-cli", "-p", url.substr(url.rfind(':') + 1), "FLUSHALL"},
                      {{"REDISCLI_AUTH", password}},
                      folder() / "redis-cli.log"}),
            0);
}

}  // namespace sinergi::testing
