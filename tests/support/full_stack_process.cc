#include "tests/support/full_stack_process.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "tests/support/eventually.h"

namespace sinergi::testing {
namespace {

constexpr std::chrono::seconds kEndsWithin{20};

std::vector<char*> PointersTo(std::vector<std::string>& words) {
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  return pointers;
}

// In the new process: nothing but system calls, other threads may have held any lock.
[[noreturn]] void Become(char* const* words, char* const* environment, const char* log) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(open("/dev/null", O_RDONLY), STDIN_FILENO);
  const int output = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(output, STDOUT_FILENO);
  dup2(output, STDERR_FILENO);
  execve(words[0], words, environment);
  _exit(127);
}

}  // namespace

ChildProcess::ChildProcess(Command command) : command_(std::move(command)) {}

ChildProcess::~ChildProcess() { End(SIGKILL); }

void ChildProcess::Start() {
  std::vector<std::string> words = command_.words;
  std::vector<std::string> settings;
  for (const auto& [name, value] : command_.environment) {
    std::string setting = name;
    settings.push_back(setting.append("=").append(value));
  }
  const std::vector<char*> word_pointers = PointersTo(words);
  const std::vector<char*> setting_pointers = PointersTo(settings);
  const std::string log = command_.log.string();
  pid_ = fork();
  if (pid_ == 0) Become(word_pointers.data(), setting_pointers.data(), log.c_str());
}

bool ChildProcess::Runs() {
  if (pid_ > 0 && waitpid(pid_, &status_, WNOHANG) == pid_) pid_ = -1;
  return pid_ > 0;
}

int ChildProcess::End(int signal) {
  if (Runs()) kill(pid_, signal);
  if (!Eventually([this] { return !Runs(); }, "it ends", kEndsWithin)) kill(pid_, SIGKILL);
  return Wait();
}

int ChildProcess::Wait() {
  if (pid_ > 0) waitpid(pid_, &status_, 0);
  pid_ = -1;
  return status_;
}

std::string ChildProcess::Log() const { return TextOf(command_.log); }

int RunToEnd(Command command) {
  ChildProcess child(std::move(command));
  child.Start();
  const int status = child.Wait();
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

std::string TextOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace sinergi::testing
