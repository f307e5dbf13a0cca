#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "services/cli/event_stream.h"

namespace sinergi::cli {

// Listens to one subscription in a thread of its own and keeps what it heard, so that the story can
// wait for it. Its stream can be cut and taken up again.
class Watcher {
 public:
  using Notification = notifications::v1::Notification;
  using Heard = std::function<void(const Notification&)>;

  // `connection` must outlive it. `heard` is called for each event, from the listening thread.
  Watcher(const Connection& connection, std::string subscription_id, Heard heard);
  ~Watcher();

  // Begins to listen after `resume_token`, or with what happens from now on when it is empty.
  void Listen(const std::string& resume_token);

  // Ends the stream; returns the token of the last event that it showed.
  std::string Cut();

  // Waits until the stream has spoken for the first time since Listen: events from now on are seen.
  // The heartbeat tells the number of the latest event before.
  std::optional<notifications::v1::Heartbeat> WaitForLine(std::chrono::milliseconds time);

  // Waits for an event of this type about this referral.
  std::optional<Notification> WaitFor(const std::string& type, const std::string& referral_id,
                                      std::chrono::milliseconds time);

  // Waits for this number.
  bool WaitForNumber(std::int64_t number, std::chrono::milliseconds time);

  std::vector<Notification> all() const;
  const std::string& subscription_id() const { return subscription_id_; }

  // Why the stream ended by itself; nothing while it lives or after Cut.
  Ending failed() const;

 private:
  bool Take(const notifications::v1::StreamEventsResponse& message);
  void End(const Ending& ending);

  const Connection& connection_;
  const std::string subscription_id_;
  const Heard heard_;
  mutable std::mutex mutex_;
  std::condition_variable bell_;
  std::vector<Notification> all_;                      // guarded by mutex_
  std::optional<notifications::v1::Heartbeat> first_;  // guarded by mutex_
  std::string token_;                                  // guarded by mutex_
  Ending failed_;                                      // guarded by mutex_
  std::unique_ptr<EventStream> stream_;                // of the story's thread
  std::jthread thread_;                                // of the story's thread
};

}  // namespace sinergi::cli
