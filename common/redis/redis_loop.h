#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "common/redis/command_queue.h"
#include "common/redis/redis_client.h"
#include "common/redis/redis_connection.h"
#include "common/redis/redis_options.h"
#include "common/telemetry/metrics.h"
#include "common/time/backoff.h"

namespace sinergi {

// The one thread that talks to Redis: sends what the queue holds, reads the answers, reconnects,
// and is the breaker: the queue is open only while Redis answers.
class RedisLoop {
 public:
  RedisLoop(RedisOptions options, Metrics& metrics);

  // Ends the thread and tells all commands that no answer came.
  void Stop();

  CommandQueue& queue() { return queue_; }

  // Only on the I/O thread. `watcher` hears kReady at once when it is so.
  void Watch(RedisWatcher watcher);

 private:
  enum class State {
    kAway,     // no connection; the next attempt is at next_try_
    kReady,    // the queue is open
    kSilent,   // too many commands were not answered; a probe goes out at next_try_
    kProbing,  // the probe is on its way
  };

  void Run(const std::stop_token& stop);
  void Advance();
  void Connect();
  void Probe();
  void HearProbe();
  void Transfer();
  Status SendQueued();
  Status ReadAnswers();
  void NoteAnswer();
  void Expire();
  void Sleep();

  void Serve();
  void Silence();
  void Lose(const std::string& cause);
  void Tell(RedisChange change);
  void Report(const std::string& cause);

  const RedisOptions options_;
  Gauge& ready_;
  Counter& timeouts_;
  Counter& connections_lost_;
  CommandQueue queue_;

  // Used by the I/O thread alone.
  State state_ = State::kAway;
  SteadyTime next_try_{};
  Backoff backoff_;
  int failures_ = 0;           // commands in a row without an answer in time
  bool reported_ = false;      // that Redis is away has been logged
  std::optional<bool> probe_;  // how the probe went
  bool readable_ = false;
  std::unique_ptr<RedisConnection> connection_;
  Outgoing outgoing_;
  std::string next_bytes_;
  std::vector<WaitingCommand> taken_;
  InFlight in_flight_;
  std::vector<RedisWatcher> watchers_;

  std::jthread thread_;  // the last one: it uses all of the above
};

}  // namespace sinergi
