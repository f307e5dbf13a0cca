#include "common/announcements/redis/publications.h"

namespace sinergi {

void Publications::Publish(const std::string& channel) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    const auto [state, idle] = states_.emplace(channel, State::kSent);
    if (!idle) {
      state->second = State::kSentAndAgain;
      return;
    }
  }
  Send(channel);
}

void Publications::Stop() {
  const std::lock_guard lock(mutex_);
  stopped_ = true;
}

void Publications::Send(const std::string& channel) {
  RedisDone done = [self = shared_from_this(), channel](RedisReply) { self->Over(channel); };
  if (!client_.Send({"PUBLISH", channel, message_}, done)) Over(channel);
}

void Publications::Over(const std::string& channel) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = states_.find(channel);
    if (stopped_ || found->second == State::kSent) {
      states_.erase(found);
      return;
    }
    found->second = State::kSent;
  }
  Send(channel);
}

}  // namespace sinergi
