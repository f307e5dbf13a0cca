#include "common/redis/redis_reply.h"

#include <hiredis/hiredis.h>

namespace sinergi {

bool RedisReply::Is(int type) const { return reply_ != nullptr && reply_->type == type; }

bool RedisReply::IsNil() const { return Is(REDIS_REPLY_NIL); }

std::optional<std::string_view> RedisReply::Error() const {
  if (!Is(REDIS_REPLY_ERROR)) return std::nullopt;
  return std::string_view(reply_->str, reply_->len);
}

std::optional<std::string_view> RedisReply::Text() const {
  if (!Is(REDIS_REPLY_STRING) && !Is(REDIS_REPLY_STATUS)) return std::nullopt;
  return std::string_view(reply_->str, reply_->len);
}

std::optional<std::int64_t> RedisReply::Integer() const {
  if (!Is(REDIS_REPLY_INTEGER)) return std::nullopt;
  return reply_->integer;
}

std::size_t RedisReply::size() const { return Is(REDIS_REPLY_ARRAY) ? reply_->elements : 0; }

RedisReply RedisReply::At(std::size_t index) const {
  return index < size() ? RedisReply(reply_->element[index]) : RedisReply();
}

void FreeRedisReply::operator()(redisReply* reply) const { freeReplyObject(reply); }

}  // namespace sinergi
