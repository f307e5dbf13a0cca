#include "tests/support/full_stack_servers.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <utility>

#include "tests/support/full_stack_process.h"
#include "tests/support/standalone_process.h"

namespace sinergi::testing {
namespace {

constexpr int kNotToBeHad = 3;  // the status of deploy/servers start

std::filesystem::path Program() { return SourceFolder() / "deploy/servers"; }

std::map<std::string, std::string> PlainEnvironment() {
  const char* const path = std::getenv("PATH");
  const char* const home = std::getenv("HOME");  // Maven keeps there what it has fetched
  return {{"PATH", path == nullptr ? "/usr/bin:/bin" : path},
          {"HOME", home == nullptr ? "/" : home},
          {"LC_ALL", "C.UTF-8"}};
}

std::string Upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

FullStackServers::FullStackServers(std::filesystem::path folder) : folder_(std::move(folder)) {}

FullStackServers::~FullStackServers() {
  if (guard_ <= 0) return;
  close(guarded_);
  waitpid(guard_, nullptr, 0);
}

// A shell in a session of its own that waits for the end of this program, however it comes.
void FullStackServers::StartGuard() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
  const std::string program = Program().string();
  const std::string folder = folder_.string();
  const std::string script = "while read -r _; do :; done; exec \"$1\" remove --folder \"$2\"";
  const std::array<const char*, 7> words{"/bin/bash",     "-c",           script.c_str(), "guard",
                                         program.c_str(), folder.c_str(), nullptr};
  guard_ = fork();
  if (guard_ == 0) {
    setsid();
    dup2(ends[0], STDIN_FILENO);
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, STDOUT_FILENO);
    dup2(nowhere, STDERR_FILENO);
    execv(words[0], const_cast<char* const*>(words.data()));
    _exit(127);
  }
  close(ends[0]);
  guarded_ = ends[1];
}

int FullStackServers::Run(const std::string& command, const std::string& name) {
  std::vector<std::string> words{Program().string(), command, "--folder", folder_.string()};
  if (!name.empty()) words.push_back(name);
  return RunToEnd({words, PlainEnvironment(), folder_.string() + ".log"});
}

bool FullStackServers::StartAll() {
  StartGuard();
  const int status = Run("start", "");
  is_missing_ = status == kNotToBeHad;
  return status == 0;
}

void FullStackServers::Start(const std::string& name) { EXPECT_EQ(Run("start", name), 0) << Log(); }

// At once where there is one process; PostgreSQL's many are found by the script.
void FullStackServers::Kill(const std::string& name) {
  if (name != "postgres" && name != "vault") {
    EXPECT_EQ(kill(PidOf(name), SIGKILL), 0) << name;
  }
  EXPECT_EQ(Run("kill", name), 0) << Log();
}

void FullStackServers::Stop(const std::string& name) { EXPECT_EQ(Run("stop", name), 0) << Log(); }

void FullStackServers::Pause(const std::string& name) {
  EXPECT_EQ(kill(PidOf(name), SIGSTOP), 0) << name;
}

void FullStackServers::Resume(const std::string& name) {
  EXPECT_EQ(kill(PidOf(name), SIGCONT), 0) << name;
}

pid_t FullStackServers::PidOf(const std::string& name) const {
  std::ifstream file(folder_ / (name + ".pid"));
  pid_t pid = 0;
  return file >> pid && pid > 1 ? pid : std::numeric_limits<pid_t>::max();
}

std::string FullStackServers::Url(const std::string& name) const {
  const std::string wanted = "SINERGI_TEST_" + Upper(name) + "=";
  std::ifstream file(folder_ / "urls");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(wanted)) return line.substr(wanted.size());
  }
  return "";
}

std::string FullStackServers::Log() const { return TextOf(folder_.string() + ".log"); }

}  // namespace sinergi::testing
