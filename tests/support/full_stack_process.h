#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace sinergi::testing {

// A program to run, with nothing of this program's environment. What it prints goes to `log`.
struct Command {
  std::vector<std::string> words;
  std::map<std::string, std::string> environment;
  std::filesystem::path log;
};

// A program as a child of the thread that starts it, with which it ends at the latest.
class ChildProcess {
 public:
  explicit ChildProcess(Command command);
  ~ChildProcess();  // as End(SIGKILL)
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  // Starts it. It does not run.
  void Start();

  // Whether it still runs.
  bool Runs();

  // Sends the signal, if it runs, and waits for the end: the status that waitpid reports. A program
  // that has not ended after 20 s is killed.
  int End(int signal);

  // Waits until it ends by itself.
  int Wait();

  pid_t pid() const { return pid_; }

  // All that it has printed so far.
  std::string Log() const;

 private:
  const Command command_;
  pid_t pid_ = -1;  // -1 when it does not run
  int status_ = 0;  // of the last end
};

// Runs a program to its end: its exit status, or -1 when it did not end by itself.
int RunToEnd(Command command);

std::string TextOf(const std::filesystem::path& file);

}  // namespace sinergi::testing
