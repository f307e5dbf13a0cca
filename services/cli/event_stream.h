#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>

#include "services/cli/connection.h"
#include "sinergi/notifications/v1/notifications_service.pb.h"

namespace sinergi::cli {

// Where a stream begins.
struct StreamPlace {
  std::string subscription_id;
  std::string resume_token;  // wins over `start`
  notifications::v1::StreamStart start = notifications::v1::STREAM_START_BEGINNING;
};

// A subscription's events for as long as one likes: a lost connection is made again with growing
// pauses and goes on after the last message that was taken. One thread runs it, any may stop it.
class EventStream {
 public:
  // Takes a message; false ends the stream.
  using Take = std::function<bool(const notifications::v1::StreamEventsResponse&)>;
  // Told when the connection is lost.
  using Lost = std::function<void(const grpc::Status&)>;

  EventStream(const Connection& connection, StreamPlace place)
      : connection_(connection), place_(std::move(place)) {}

  // Returns when `take` wants no more or Stop was called, with the failure when the server refuses
  // or cannot be reached at all.
  Ending Run(const Take& take, const Lost& lost);

  // Also ends a Run that begins later.
  void Stop();

 private:
  // One connection, until it ends.
  grpc::Status ReadOnce(const Take& take);
  bool Begin(grpc::ClientContext& context);
  void End();
  bool Stopped();
  void Pause(std::chrono::milliseconds time);

  const Connection& connection_;
  StreamPlace place_;        // of the running thread
  bool enough_ = false;      // of the running thread
  bool ever_heard_ = false;  // of the running thread
  bool heard_ = false;       // of the running thread: on this connection
  std::mutex mutex_;
  std::condition_variable bell_;
  grpc::ClientContext* context_ = nullptr;  // guarded by mutex_
  bool stopped_ = false;                    // guarded by mutex_
};

}  // namespace sinergi::cli
