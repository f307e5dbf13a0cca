#pragma once

#include <chrono>
#include <optional>

namespace sinergi {

// Wakes the one thread that waits in poll(2) for a socket and for this. Rings while nobody waits
// are remembered as one.
class EventBell {
 public:
  EventBell();
  ~EventBell();
  EventBell(const EventBell&) = delete;
  EventBell& operator=(const EventBell&) = delete;

  void Ring();  // any thread

  struct Woken {
    bool readable = false;  // the socket has bytes, or has ended
    bool writable = false;
  };

  // Waits until the bell rings, the socket is ready or `time` is over (none: without end). No
  // socket is -1.
  Woken Wait(int socket, bool to_write, std::optional<std::chrono::milliseconds> time);

 private:
  int descriptor_;
};

}  // namespace sinergi
