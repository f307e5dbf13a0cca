#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace sinergi {

// The named background threads of a process: relay, consumers, timers. Owned by main.
class Workers {
 public:
  Workers() = default;
  ~Workers();

  // Starts a thread with this name (at most 15 characters are visible to the system). `work`
  // returns soon after its token is stopped.
  void Start(std::string name, std::function<void(std::stop_token)> work);

  // Asks all to stop, the last started first, then waits for each, so that their times to stop do
  // not add up. Safe to call twice.
  void StopAll();

 private:
  std::vector<std::jthread> threads_;
};

}  // namespace sinergi
