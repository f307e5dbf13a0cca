#include "common/redis/redis_subscriber.h"

#include <pthread.h>

#include <array>
#include <utility>

#include "common/logging/log.h"
#include "common/redis/redis_command.h"
#include "common/redis/redis_connection.h"

namespace sinergi {
namespace {

// A connection that was silent for so long is asked whether it lives; after twice that it is ended.
constexpr std::chrono::seconds kSilence{3};

void Append(Outgoing& outgoing, std::string_view command, const std::string& channel) {
  AppendCommand(outgoing.bytes, std::array<std::string_view, 2>{command, channel});
}

}  // namespace

RedisSubscriber::RedisSubscriber(RedisOptions options, Callbacks callbacks)
    : options_(std::move(options)),
      callbacks_(std::move(callbacks)),
      backoff_(options_.first_backoff, options_.longest_backoff) {
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

RedisSubscriber::~RedisSubscriber() { Stop(); }

void RedisSubscriber::Stop() {
  if (!thread_.joinable()) return;
  thread_.request_stop();
  bell_.Ring();
  thread_.join();
}

void RedisSubscriber::Subscribe(const std::string& channel) {
  {
    const std::lock_guard lock(mutex_);
    wanted_.insert(channel);
  }
  bell_.Ring();
}

void RedisSubscriber::Unsubscribe(const std::string& channel) {
  {
    const std::lock_guard lock(mutex_);
    wanted_.erase(channel);
  }
  bell_.Ring();
}

void RedisSubscriber::Run(const std::stop_token& stop) {
  pthread_setname_np(pthread_self(), "redis-listener");
  while (!stop.stop_requested()) {
    const auto connection = RedisConnection::Open(options_.url, options_.connect_timeout);
    Pause(stop, connection ? Listen(stop, **connection) : connection.error().cause());
  }
}

void RedisSubscriber::Pause(const std::stop_token& stop, const std::string& failure) {
  using std::chrono::steady_clock;
  if (stop.stop_requested()) return;
  if (!std::exchange(reported_, true)) {
    Log(LogLevel::kWarning, "Redis announces nothing; listeners poll", {{"cause", failure}});
  }
  const auto until = steady_clock::now() + backoff_.Next();
  while (!stop.stop_requested() && steady_clock::now() < until) {
    bell_.Wait(-1, false,
               std::chrono::ceil<std::chrono::milliseconds>(until - steady_clock::now()));
  }
}

// Returns what ended it.
std::string RedisSubscriber::Listen(const std::stop_token& stop, RedisConnection& connection) {
  Channels asked;
  Outgoing outgoing;
  std::string failure;
  auto alive = std::chrono::steady_clock::now();
  bool pinged = false;
  while (!stop.stop_requested()) {
    AppendChanges(outgoing, asked);
    if (auto done = connection.Send(outgoing); !done) return done.error().cause();
    const auto woken = bell_.Wait(connection.socket(), !outgoing.Empty(), kSilence);
    const auto now = std::chrono::steady_clock::now();
    if (woken.readable) {
      if (!ReadMessages(connection, failure)) return failure;
      alive = now;
      pinged = false;
    } else if (now - alive >= 2 * kSilence) {
      return "silent for too long";
    } else if (now - alive >= kSilence && !std::exchange(pinged, true)) {
      AppendCommand(outgoing.bytes, std::array<std::string_view, 1>{"PING"});
    }
  }
  return "stopped";
}

// What must be said so that Redis sends the wanted channels and no others.
void RedisSubscriber::AppendChanges(Outgoing& outgoing, Channels& asked) {
  const std::lock_guard lock(mutex_);
  for (const std::string& channel : wanted_) {
    if (asked.insert(channel).second) Append(outgoing, "SUBSCRIBE", channel);
  }
  std::erase_if(asked, [&](const std::string& channel) {
    if (wanted_.contains(channel)) return false;
    Append(outgoing, "UNSUBSCRIBE", channel);
    return true;
  });
}

bool RedisSubscriber::ReadMessages(RedisConnection& connection, std::string& failure) {
  bool more = true;
  while (more) {
    if (auto done = connection.Receive(more); !done) {
      failure = done.error().cause();
      return false;
    }
    while (true) {
      const auto message = connection.Next();
      if (!message) {
        failure = message.error().cause();
        return false;
      }
      if (!*message) break;
      const RedisReply reply(message->get());
      if (const auto refusal = reply.Error()) {
        failure = *refusal;
        return false;
      }
      Hear(reply);
    }
  }
  return true;
}

void RedisSubscriber::Hear(RedisReply message) {
  backoff_.Reset();
  if (std::exchange(reported_, false)) Log(LogLevel::kInfo, "Redis announces again");
  const auto kind = message.At(0).Text();
  const auto channel = message.At(1).Text();
  if (!kind || !channel) return;
  if (*kind == "subscribe") callbacks_.subscribed(*channel);
  if (*kind != "message") return;
  if (const auto text = message.At(2).Text()) callbacks_.heard(*channel, *text);
}

}  // namespace sinergi
