#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace sinergi {

// Keeps a listener alive; destroying it ends the listening and waits for a running callback.
class Listening {
 public:
  virtual ~Listening() = default;
};

// Wake-ups without data, between threads and replicas. One may be lost or come twice: whoever
// listens also polls. Safe from any thread.
class Announcer {
 public:
  virtual ~Announcer() = default;

  // Tells all listeners of the channel that there is something to read.
  virtual void Announce(std::string_view channel) = 0;

  // Calls `wake` on a thread of the announcer's after each announcement (several may become one),
  // and whenever one may have been missed, at the beginning too.
  // `wake` is quick, never blocks and never calls back into the announcer.
  virtual std::unique_ptr<Listening> Listen(std::string_view channel,
                                            std::function<void()> wake) = 0;
};

}  // namespace sinergi
