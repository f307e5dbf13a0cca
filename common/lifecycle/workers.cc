#include "common/lifecycle/workers.h"

#include <pthread.h>

#include <cstdlib>
#include <exception>
#include <utility>

#include "common/logging/log.h"

namespace sinergi {
namespace {

constexpr std::size_t kLongestThreadName = 15;  // the system's limit

[[noreturn]] void Die(const std::string& name, const char* cause) {
  Log(LogLevel::kError, "a worker failed, the process ends", {{"worker", name}, {"cause", cause}});
  std::abort();
}

void Run(const std::string& name, const std::function<void(std::stop_token)>& work,
         const std::stop_token& stop) {
  pthread_setname_np(pthread_self(), name.substr(0, kLongestThreadName).c_str());
  try {
    work(stop);
  } catch (const std::exception& exception) {
    Die(name, exception.what());
  } catch (...) {
    Die(name, "an exception that is no std::exception");
  }
  if (!stop.stop_requested()) {
    Log(LogLevel::kWarning, "a worker ended before it was asked to", {{"worker", name}});
  }
}

}  // namespace

Workers::~Workers() { StopAll(); }

void Workers::Start(std::string name, std::function<void(std::stop_token)> work) {
  threads_.emplace_back([name = std::move(name), work = std::move(work)](std::stop_token stop) {
    Run(name, work, stop);
  });
}

void Workers::StopAll() {
  for (auto thread = threads_.rbegin(); thread != threads_.rend(); ++thread) thread->request_stop();
  while (!threads_.empty()) {
    threads_.back().join();
    threads_.pop_back();
  }
}

}  // namespace sinergi
