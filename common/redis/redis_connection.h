#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>

#include "common/redis/redis_reply.h"
#include "common/redis/redis_url.h"
#include "common/result/result.h"
#include "common/time/deadline.h"

struct redisReader;

namespace sinergi {

// Bytes on their way out: those before `sent` are gone already.
struct Outgoing {
  std::string bytes;
  std::size_t sent = 0;

  bool Empty() const { return sent == bytes.size(); }
};

// One connection to Redis that has entered, chosen its database and answered once. Never blocks
// once it is open. Used by one thread at a time. Every failure is UNAVAILABLE with its cause, after
// which the connection is of no more use.
class RedisConnection {
 public:
  // Blocks up to `timeout` for connecting and as long again for the first answers, and for the
  // resolver.
  static Result<std::unique_ptr<RedisConnection>> Open(const RedisUrl& url,
                                                       std::chrono::milliseconds timeout);
  ~RedisConnection();
  RedisConnection(const RedisConnection&) = delete;
  RedisConnection& operator=(const RedisConnection&) = delete;

  int socket() const { return socket_; }

  // Sends as much as the socket takes.
  Status Send(Outgoing& outgoing);

  // Reads some of what has arrived; `more` says whether there may be more of it.
  Status Receive(bool& more);

  // The next whole reply of what was read, or none.
  Result<RedisReplyHandle> Next();

 private:
  struct FreeReader {
    void operator()(redisReader* reader) const;
  };

  explicit RedisConnection(int socket);

  Status Enter(const RedisUrl& url, Deadline deadline);
  Status AwaitOk(Deadline deadline);
  Status AwaitBytes(Deadline deadline);

  const int socket_;
  std::unique_ptr<redisReader, FreeReader> reader_;
};

}  // namespace sinergi
