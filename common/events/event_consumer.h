#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>

#include "common/events/event.h"
#include "common/result/result.h"

namespace sinergi {

// Takes events in the order of their topic per subject. OK means that their effect is durable;
// after an error the same events come again.
using EventHandler = std::function<Status(std::span<const Event>)>;

// Reads topics for one named consumer: every event at least once, in order per subject, from the
// oldest that is kept. The place is stored after the handler said OK, never before.
class EventConsumer {
 public:
  virtual ~EventConsumer() = default;

  // Hands batches to `handler` until `stop` is requested. A failing handler or a lost connection is
  // logged and met with capped backoff; it never ends the loop and nothing is skipped. One call per
  // object, on a thread of the caller's.
  virtual void Run(std::stop_token stop, const EventHandler& handler) = 0;

  // Puts an event that was given up where the technology keeps such, with the reason and how often
  // it was tried. OK means durable, or that there is no such place; UNAVAILABLE may be tried again.
  // Any thread.
  virtual Status SetAside(const Event& event, const std::string& reason, std::int64_t attempts) = 0;
};

}  // namespace sinergi
