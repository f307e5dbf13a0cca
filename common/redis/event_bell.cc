#include "common/redis/event_bell.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <system_error>

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kLongestWait = std::chrono::hours(1);

int PollTime(std::optional<std::chrono::milliseconds> time) {
  if (!time) return -1;
  return static_cast<int>(
      std::clamp<std::chrono::milliseconds>(*time, std::chrono::milliseconds(0), kLongestWait)
          .count());
}

}  // namespace

EventBell::EventBell() : descriptor_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::system_error(errno, std::generic_category(), "eventfd");
}

EventBell::~EventBell() { close(descriptor_); }

void EventBell::Ring() {
  const std::uint64_t one = 1;
  // It fails only when it has been rung already.
  [[maybe_unused]] const auto written = write(descriptor_, &one, sizeof one);
}

EventBell::Woken EventBell::Wait(int socket, bool to_write,
                                 std::optional<std::chrono::milliseconds> time) {
  const auto wanted = static_cast<short>(to_write ? POLLIN | POLLOUT : POLLIN);
  std::array<pollfd, 2> waited{{{descriptor_, POLLIN, 0}, {socket, wanted, 0}}};
  if (poll(waited.data(), waited.size(), PollTime(time)) <= 0) return {};
  if (waited[0].revents != 0) {
    std::uint64_t rings = 0;
    [[maybe_unused]] const auto taken = read(descriptor_, &rings, sizeof rings);
  }
  const int ready = waited[1].revents;
  return {(ready & (POLLIN | POLLERR | POLLHUP)) != 0, (ready & POLLOUT) != 0};
}

}  // namespace sinergi
