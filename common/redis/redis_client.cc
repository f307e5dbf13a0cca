#include "common/redis/redis_client.h"

#include <utility>

#include "common/redis/redis_loop.h"

namespace sinergi {

using std::chrono::steady_clock;

RedisClient::RedisClient(RedisOptions options, Metrics& metrics)
    : command_timeout_(options.command_timeout),
      loop_(std::make_unique<RedisLoop>(std::move(options), metrics)) {}

RedisClient::~RedisClient() { loop_->Stop(); }

bool RedisClient::Send(std::initializer_list<std::string_view> words, RedisDone& done) {
  return loop_->queue().Push({words.begin(), words.size()}, done,
                             steady_clock::now() + command_timeout_);
}

void RedisClient::Send(std::initializer_list<std::string_view> words) {
  RedisDone done = [](RedisReply) {};
  [[maybe_unused]] const bool sent = Send(words, done);
}

void RedisClient::Watch(RedisWatcher watcher) {
  Later(std::chrono::milliseconds(0),
        [this, watcher = std::move(watcher)] { loop_->Watch(watcher); });
}

void RedisClient::Later(std::chrono::milliseconds time, std::function<void()> work) {
  loop_->queue().RunAt(steady_clock::now() + time, std::move(work));
}

}  // namespace sinergi
