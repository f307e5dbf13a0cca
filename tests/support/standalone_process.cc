#include "tests/support/standalone_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/support/eventually.h"

namespace sinergi::testing {
namespace {

std::filesystem::path FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) {
    ADD_FAILURE() << name << " is not set; start the tests with tests/run";
    return {};
  }
  return value;
}

[[noreturn]] void Become(const std::vector<std::string>& command, const std::string& log) {
  const int output = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  execv(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

std::filesystem::path SourceFolder() { return FromEnvironment("SINERGI_SOURCE"); }
std::filesystem::path BuildFolder() { return FromEnvironment("SINERGI_BUILD"); }
std::filesystem::path RegionsFile() {
  const auto file = FromEnvironment("SINERGI_REGIONS");
  return file.is_absolute() ? file : SourceFolder() / file;
}

StandaloneProcess::StandaloneProcess() = default;

StandaloneProcess::~StandaloneProcess() {
  if (pid_ > 0) Kill();
}

double StandaloneProcess::Start(const std::vector<std::string>& more) {
  const auto began = std::chrono::steady_clock::now();
  std::filesystem::remove(data() / "ready");
  std::vector<std::string> command{(BuildFolder() / "bin/sinergi-standalone").string(),
                                   "--data=" + data().string(),
                                   "--listen=127.0.0.1:" + std::to_string(port_),
                                   "--metrics_listen=127.0.0.1:" + std::to_string(metrics_port_),
                                   "--regions=" + RegionsFile().string(),
                                   "--reference=" + (SourceFolder() / "deploy/reference").string()};
  command.insert(command.end(), more.begin(), more.end());
  const std::string log = (data() / "standalone.log").string();
  pid_ = fork();
  if (pid_ == 0) Become(command, log);
  const bool ready = static_cast<bool>(Eventually([this] { return ReadReady(); }, "ready"));
  EXPECT_TRUE(ready) << "sinergi-standalone did not become ready:\n" << Log();
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - began;
  return took.count();
}

bool StandaloneProcess::ReadReady() {
  std::ifstream file(data() / "ready");
  std::string name;
  int port = 0;
  while (file >> name >> port) {
    if (name == "grpc") port_ = port;
    if (name == "metrics") metrics_port_ = port;
  }
  return file.eof() && port != 0;
}

int StandaloneProcess::Kill() { return End(SIGKILL); }

int StandaloneProcess::Stop() { return End(SIGTERM); }

int StandaloneProcess::End(int signal) {
  kill(pid_, signal);
  int status = 0;
  waitpid(pid_, &status, 0);
  pid_ = -1;
  return status;
}

std::string StandaloneProcess::Log() const {
  std::ifstream file(data() / "standalone.log");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace sinergi::testing
