#pragma once

#include <stop_token>

namespace sinergi {

// Turns SIGTERM and SIGINT into a stop request. One per process, made in main before any thread
// starts (it blocks the signals for all of them).
class StopSignal {
 public:
  StopSignal();

  // Blocks until one of the signals arrives, then requests the stop.
  void Wait();

  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
};

}  // namespace sinergi
