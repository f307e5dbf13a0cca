#include "common/redis/in_flight.h"

#include <iterator>
#include <utility>

namespace sinergi {

void InFlight::Add(std::vector<WaitingCommand>& commands) {
  std::move(commands.begin(), commands.end(), std::back_inserter(commands_));
  commands.clear();
}

InFlight::Came InFlight::Answer(RedisReply reply) {
  if (commands_.empty()) return Came::kUnasked;
  const WaitingCommand command = std::move(commands_.front());
  commands_.pop_front();
  if (expired_ > 0) {
    --expired_;
    return Came::kLate;
  }
  command.done(reply);
  return Came::kInTime;
}

std::size_t InFlight::CountOverdue(SteadyTime now) const {
  std::size_t end = expired_;
  while (end < commands_.size() && commands_[end].until <= now) ++end;
  return end - expired_;
}

void InFlight::Expire(SteadyTime now) {
  for (; expired_ < commands_.size() && commands_[expired_].until <= now; ++expired_) {
    const RedisDone done = std::move(commands_[expired_].done);
    done(RedisReply());
  }
}

void InFlight::FailAll() {
  for (; expired_ < commands_.size(); ++expired_) commands_[expired_].done(RedisReply());
  commands_.clear();
  expired_ = 0;
}

std::optional<SteadyTime> InFlight::NextExpiry() const {
  if (expired_ == commands_.size()) return std::nullopt;
  return commands_[expired_].until;
}

}  // namespace sinergi
