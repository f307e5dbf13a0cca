#pragma once

#include <memory>
#include <string>

#include "common/announcements/announcer.h"
#include "common/redis/redis_client.h"

namespace sinergi {

// Announcements between all processes at one Redis that use the same prefix. Listeners in this
// process are woken at once and without Redis. A listener is woken once more whenever its channel
// was subscribed, at the beginning too: something may have been missed before.
class RedisAnnouncer final : public Announcer {
 public:
  // Publishes through `client`, which must outlive this, and listens on a connection of its own
  // with the same `options`. `prefix` goes before every channel: "sinergi:notifications:".
  RedisAnnouncer(RedisClient& client, RedisOptions options, std::string prefix);
  ~RedisAnnouncer() override;

  void Announce(std::string_view channel) override;
  std::unique_ptr<Listening> Listen(std::string_view channel, std::function<void()> wake) override;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace sinergi
