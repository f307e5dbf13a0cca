#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "common/redis/redis_options.h"
#include "tests/support/temporary_folder.h"

namespace sinergi::testing {

// A redis-server of the test's own on a free loopback port, with its data in a folder of its own.
// It saves nothing unless it is told to (SAVE), and reads at its start what was saved.
class RedisProcess {
 public:
  explicit RedisProcess(std::vector<std::string> arguments = {});
  ~RedisProcess();
  RedisProcess(const RedisProcess&) = delete;
  RedisProcess& operator=(const RedisProcess&) = delete;

  // Whether there is such a program.
  static bool Installed();

  // Starts it again, on the same port, and waits until it answers.
  void Start();

  void Kill();    // at once, as a power cut would (SIGKILL)
  void Pause();   // it neither answers nor ends (SIGSTOP)
  void Resume();  // SIGCONT

  // Its address, with a patience of 20 s for connecting and `command_timeout` for a command.
  RedisOptions Options(std::chrono::milliseconds command_timeout = std::chrono::seconds(20)) const;

  // One command on a connection of its own, answered with a text (an error's too) or a number.
  std::string Ask(std::initializer_list<std::string_view> words) const;

 private:
  const std::vector<std::string> arguments_;
  TemporaryFolder folder_;
  int port_;
  pid_t pid_ = -1;
};

}  // namespace sinergi::testing
