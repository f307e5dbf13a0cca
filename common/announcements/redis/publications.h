#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "common/redis/redis_client.h"

namespace sinergi {

// What is published, each channel at most once at a time: what is announced before the last one is
// answered goes out as one more. Never blocks and forgets what Redis does not take. Any thread.
class Publications : public std::enable_shared_from_this<Publications> {
 public:
  Publications(RedisClient& client, std::string message)
      : client_(client), message_(std::move(message)) {}

  void Publish(const std::string& channel);

  // Afterwards nothing is published.
  void Stop();

 private:
  enum class State { kSent, kSentAndAgain };

  void Send(const std::string& channel);
  void Over(const std::string& channel);

  RedisClient& client_;
  const std::string message_;
  std::mutex mutex_;
  bool stopped_ = false;                              // guarded by mutex_
  std::map<std::string, State, std::less<>> states_;  // guarded by mutex_
};

}  // namespace sinergi
