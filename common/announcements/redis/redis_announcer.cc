#include "common/announcements/redis/redis_announcer.h"

#include <map>
#include <mutex>
#include <random>
#include <utility>

#include "common/announcements/listeners.h"
#include "common/announcements/redis/publications.h"
#include "common/redis/redis_subscriber.h"

namespace sinergi {
namespace {

// Tells this announcer's own messages from those of others.
std::string NewMark() {
  std::random_device random;
  return std::to_string((std::uint64_t{random()} << 32) | random());
}

}  // namespace

class RedisAnnouncer::Impl {
 public:
  Impl(RedisClient& client, RedisOptions options, std::string prefix)
      : prefix_(std::move(prefix)),
        mark_(NewMark()),
        publications_(std::make_shared<Publications>(client, mark_)),
        subscriber_(std::move(options), {[this](std::string_view channel, std::string_view mark) {
                                           if (mark != mark_)
                                             listeners_.Announce(Stripped(channel));
                                         },
                                         [this](std::string_view channel) {
                                           listeners_.Announce(Stripped(channel));
                                         }}) {}

  void Stop() {
    publications_->Stop();
    subscriber_.Stop();
    listeners_.Stop();
  }

  void Announce(std::string_view channel) {
    listeners_.Announce(channel);
    publications_->Publish(prefix_ + std::string(channel));
  }

  Listeners::ListenerPtr Add(const std::string& channel, std::function<void()> wake) {
    auto listener = listeners_.Add(channel, std::move(wake));
    const std::lock_guard lock(mutex_);
    if (++counts_[channel] == 1) subscriber_.Subscribe(prefix_ + channel);
    return listener;
  }

  void Remove(const std::string& channel, const Listeners::ListenerPtr& listener) {
    listeners_.Remove(channel, listener);
    const std::lock_guard lock(mutex_);
    const auto count = counts_.find(channel);
    if (--count->second > 0) return;
    counts_.erase(count);
    subscriber_.Unsubscribe(prefix_ + channel);
  }

 private:
  // Redis sends nothing but what was subscribed, prefix and all.
  std::string_view Stripped(std::string_view channel) const {
    return channel.starts_with(prefix_) ? channel.substr(prefix_.size()) : std::string_view();
  }

  const std::string prefix_;
  const std::string mark_;
  Listeners listeners_;
  std::mutex mutex_;
  std::map<std::string, int, std::less<>> counts_;  // guarded by mutex_: listeners of a channel
  const std::shared_ptr<Publications> publications_;
  RedisSubscriber subscriber_;  // the last one: its thread uses the others
};

namespace {

template <class Channels>
class RedisListening final : public Listening {
 public:
  RedisListening(std::shared_ptr<Channels> channels, std::string channel,
                 std::function<void()> wake)
      : channels_(std::move(channels)),
        channel_(std::move(channel)),
        listener_(channels_->Add(channel_, std::move(wake))) {}

  ~RedisListening() override { channels_->Remove(channel_, listener_); }

 private:
  std::shared_ptr<Channels> channels_;  // outlives the announcer, if it must
  std::string channel_;
  Listeners::ListenerPtr listener_;
};

}  // namespace

RedisAnnouncer::RedisAnnouncer(RedisClient& client, RedisOptions options, std::string prefix)
    : impl_(std::make_shared<Impl>(client, std::move(options), std::move(prefix))) {}

RedisAnnouncer::~RedisAnnouncer() { impl_->Stop(); }

void RedisAnnouncer::Announce(std::string_view channel) { impl_->Announce(channel); }

std::unique_ptr<Listening> RedisAnnouncer::Listen(std::string_view channel,
                                                  std::function<void()> wake) {
  return std::make_unique<RedisListening<Impl>>(impl_, std::string(channel), std::move(wake));
}

}  // namespace sinergi
