#pragma once

#include <csignal>
#include <functional>
#include <thread>

namespace sinergi::cli {

// While it lives, Ctrl-C and SIGTERM do not end the program. Make it before anything that starts
// threads.
class Interruption {
 public:
  Interruption();
  ~Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;

  // A thread that calls `act` once when one of the signals comes, for as long as the thread is
  // kept.
  std::jthread Call(std::function<void()> act) const;

 private:
  sigset_t signals_;
  sigset_t before_;
};

}  // namespace sinergi::cli
