#pragma once

#include <functional>

#include "services/cli/event_stream.h"
#include "services/cli/resume_state.h"

namespace sinergi::cli {

// What whoever subscribes to events needs: each event of a subscription once, in the order of its
// numbers, however often the line breaks. Repeats are dropped, and a gap that numbers or heartbeats
// show is filled by FetchEvents before it goes on. One thread runs it, any may stop it.
class Subscriber {
 public:
  using Notification = notifications::v1::Notification;
  using Heartbeat = notifications::v1::Heartbeat;

  // What it calls, on the running thread. Only `take` is needed.
  struct Handlers {
    // The next event; false ends the stream.
    std::function<bool(const Notification&)> take;
    std::function<void(const Heartbeat&)> heard = [](const Heartbeat&) {};
    // The connection was lost; it is made again.
    std::function<void()> lost = [] {};
    // Numbers begin anew.
    std::function<void(std::int64_t epoch)> new_epoch = [](std::int64_t) {};
  };

  // `line` has begun where the last event is known that was taken.
  Subscriber(const Connection& connection, const StreamPlace& place, NumberLine line)
      : connection_(connection), place_(place), line_(line), stream_(connection, place) {}

  // Returns when `take` wants no more or Stop was called, with the failure when the server refuses,
  // cannot be reached at all, or no longer has what is missing.
  Ending Run(const Handlers& handlers);

  // Also ends a Run that begins later.
  void Stop() { stream_.Stop(); }

 private:
  bool Take(const notifications::v1::StreamEventsResponse& message);
  bool TakeOne(const Notification& notification);
  bool Hear(const Heartbeat& heartbeat);
  // The events from the expected one up to that number.
  bool Refill(std::int64_t to_number);

  const Connection& connection_;
  const StreamPlace place_;
  NumberLine line_;
  EventStream stream_;
  const Handlers* handlers_ = nullptr;
  Ending failed_;
};

}  // namespace sinergi::cli
