#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

struct redisReply;

namespace sinergi {

// What Redis answered to one command, or that no answer came. A view, valid while the function it
// was given to runs. Asked for what it does not hold it gives nothing: any answer is safe to read.
class RedisReply {
 public:
  RedisReply() = default;  // no answer came: refused, too late, or the connection was lost
  explicit RedisReply(const redisReply* reply) : reply_(reply) {}

  bool Answered() const { return reply_ != nullptr; }
  bool IsNil() const;

  std::optional<std::string_view> Error() const;
  std::optional<std::string_view> Text() const;  // a string or a status
  std::optional<std::int64_t> Integer() const;

  // Of an array; of anything else 0 and no answer.
  std::size_t size() const;
  RedisReply At(std::size_t index) const;

 private:
  bool Is(int type) const;

  const redisReply* reply_ = nullptr;
};

// Hears how one command went. Quick, never blocks, never throws.
using RedisDone = std::function<void(RedisReply)>;

struct FreeRedisReply {
  void operator()(redisReply* reply) const;
};
using RedisReplyHandle = std::unique_ptr<redisReply, FreeRedisReply>;

}  // namespace sinergi
