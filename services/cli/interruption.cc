#include "services/cli/interruption.h"

#include <utility>

namespace sinergi::cli {
namespace {

constexpr timespec kLook{0, 100'000'000};

}  // namespace

Interruption::Interruption() {
  sigemptyset(&signals_);
  sigaddset(&signals_, SIGINT);
  sigaddset(&signals_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
}

Interruption::~Interruption() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

std::jthread Interruption::Call(std::function<void()> act) const {
  return std::jthread([signals = signals_, act = std::move(act)](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      if (sigtimedwait(&signals, nullptr, &kLook) < 0) continue;
      act();
      return;
    }
  });
}

}  // namespace sinergi::cli
