#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "common/redis/event_bell.h"
#include "common/redis/redis_options.h"
#include "common/redis/redis_reply.h"
#include "common/time/backoff.h"

namespace sinergi {

class RedisConnection;
struct Outgoing;

// A connection of its own that listens to channels (a Redis connection that subscribes can do
// nothing else), with one thread. It reconnects and subscribes again by itself.
class RedisSubscriber {
 public:
  // Both are called on the subscriber's thread, are quick and never throw.
  struct Callbacks {
    std::function<void(std::string_view channel, std::string_view message)> heard;
    // From here on nothing on this channel is missed; something before may have been.
    std::function<void(std::string_view channel)> subscribed;
  };

  RedisSubscriber(RedisOptions options, Callbacks callbacks);
  ~RedisSubscriber();

  // Neither blocks; any thread.
  void Subscribe(const std::string& channel);
  void Unsubscribe(const std::string& channel);

  // Afterwards no callback runs and none ever will. Not from within one.
  void Stop();

 private:
  using Channels = std::set<std::string, std::less<>>;

  void Run(const std::stop_token& stop);
  std::string Listen(const std::stop_token& stop, RedisConnection& connection);
  void AppendChanges(Outgoing& outgoing, Channels& asked);
  void Pause(const std::stop_token& stop, const std::string& failure);
  bool ReadMessages(RedisConnection& connection, std::string& failure);
  void Hear(RedisReply message);

  const RedisOptions options_;
  const Callbacks callbacks_;
  EventBell bell_;
  std::mutex mutex_;
  Channels wanted_;  // guarded by mutex_

  // Used by the thread alone.
  Backoff backoff_;
  bool reported_ = false;  // that nothing is heard has been logged

  std::jthread thread_;  // the last one: it uses all of the above
};

}  // namespace sinergi
