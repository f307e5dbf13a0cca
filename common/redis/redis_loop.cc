#include "common/redis/redis_loop.h"

#include <pthread.h>

#include <algorithm>
#include <array>
#include <utility>

#include "common/logging/log.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

using std::chrono::steady_clock;

constexpr int kMostReadsInARow = 16;  // then others have their turn

}  // namespace

RedisLoop::RedisLoop(RedisOptions options, Metrics& metrics)
    : options_(std::move(options)),
      ready_(metrics.GaugeOf("sinergi_redis_ready", "1 while Redis answers, 0 while it is away.")),
      timeouts_(metrics.CounterOf("sinergi_redis_timeouts_total",
                                  "Commands that Redis did not answer in time.")),
      connections_lost_(metrics.CounterOf("sinergi_redis_connections_lost_total",
                                          "Connections to Redis that ended.")),
      queue_(options_.most_waiting, options_.most_unsent_bytes),
      backoff_(options_.first_backoff, options_.longest_backoff) {
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

void RedisLoop::Stop() {
  thread_.request_stop();
  queue_.Ring();
  thread_.join();
}

void RedisLoop::Watch(RedisWatcher watcher) {
  watchers_.push_back(std::move(watcher));
  if (state_ == State::kReady) watchers_.back()(RedisChange::kReady);
}

void RedisLoop::Run(const std::stop_token& stop) {
  pthread_setname_np(pthread_self(), "redis");
  while (!stop.stop_requested()) {
    for (const auto& work : queue_.TakeDue(steady_clock::now())) work();
    Advance();
    if (connection_) Transfer();
    HearProbe();
    if (!stop.stop_requested()) Sleep();
  }
  reported_ = true;  // that it ends is nothing to report
  Lose("the client ends");
}

// What is to be done because its time has come.
void RedisLoop::Advance() {
  if (state_ == State::kAway && steady_clock::now() >= next_try_) Connect();
  if (state_ == State::kSilent && steady_clock::now() >= next_try_) Probe();
}

void RedisLoop::Connect() {
  auto opened = RedisConnection::Open(options_.url, options_.connect_timeout);
  if (!opened) {
    next_try_ = steady_clock::now() + backoff_.Next();
    return Report(opened.error().cause());
  }
  connection_ = std::move(*opened);
  Serve();
}

void RedisLoop::Probe() {
  state_ = State::kProbing;
  AppendCommand(outgoing_.bytes, std::array<std::string_view, 1>{"PING"});
  taken_.push_back({[this](RedisReply reply) { probe_ = reply.Text().has_value(); },
                    steady_clock::now() + options_.connect_timeout});
  in_flight_.Add(taken_);
}

void RedisLoop::HearProbe() {
  const auto probe = std::exchange(probe_, std::nullopt);
  if (!probe || state_ != State::kProbing) return;
  if (*probe) {
    Serve();
  } else {
    Lose("no answer to a probe");
  }
}

void RedisLoop::Transfer() {
  auto done = SendQueued();
  if (done && std::exchange(readable_, false)) done = ReadAnswers();
  if (!done) return Lose(done.error().cause());
  Expire();
}

Status RedisLoop::SendQueued() {
  queue_.Take(next_bytes_, taken_);
  in_flight_.Add(taken_);
  if (outgoing_.Empty()) {
    outgoing_.bytes.swap(next_bytes_);
  } else {
    outgoing_.bytes += next_bytes_;
  }
  next_bytes_.clear();
  return connection_->Send(outgoing_);
}

Status RedisLoop::ReadAnswers() {
  bool more = true;
  for (int reads = 0; more && reads < kMostReadsInARow; ++reads) {
    if (auto done = connection_->Receive(more); !done) return done;
    while (true) {
      const auto reply = connection_->Next();
      if (!reply) return reply.error();
      if (!*reply) break;
      const InFlight::Came came = in_flight_.Answer(RedisReply(reply->get()));
      if (came == InFlight::Came::kUnasked) {
        return Error::Of(reasons::kUnavailable).Because("an answer that nobody asked for");
      }
      if (came == InFlight::Came::kInTime) NoteAnswer();
    }
  }
  return Status::Ok();
}

// The answer to a probe does not count: commands may still be too slow.
void RedisLoop::NoteAnswer() {
  failures_ = 0;
  if (state_ == State::kReady) backoff_.Reset();
}

void RedisLoop::Expire() {
  const SteadyTime now = steady_clock::now();
  const std::size_t overdue = in_flight_.CountOverdue(now);
  if (overdue == 0) return;
  timeouts_.Add(static_cast<double>(overdue));
  failures_ += static_cast<int>(overdue);
  // First, so that whoever is told and tries again is refused.
  if (state_ == State::kReady && failures_ >= options_.most_failures) Silence();
  in_flight_.Expire(now);
}

void RedisLoop::Sleep() {
  std::optional<SteadyTime> until = in_flight_.NextExpiry();
  if (state_ == State::kAway || state_ == State::kSilent) {
    until = std::min(until.value_or(next_try_), next_try_);
  }
  const int socket = connection_ ? connection_->socket() : -1;
  const EventBell::Woken woken = queue_.Sleep(socket, !outgoing_.Empty(), until, in_flight_.size());
  readable_ = woken.readable;
}

// From here on Redis answers.
void RedisLoop::Serve() {
  state_ = State::kReady;
  failures_ = 0;
  ready_.Set(1);
  if (std::exchange(reported_, false)) Log(LogLevel::kInfo, "Redis is back");
  queue_.Open();
  Tell(RedisChange::kReady);
}

// The breaker opens: nothing is sent until a probe is answered.
void RedisLoop::Silence() {
  state_ = State::kSilent;
  next_try_ = steady_clock::now() + backoff_.Next();
  ready_.Set(0);
  queue_.Close();
  Report("no answers in time");
}

void RedisLoop::Lose(const std::string& cause) {
  if (!connection_) return;
  connections_lost_.Add();
  state_ = State::kAway;
  next_try_ = steady_clock::now() + backoff_.Next();
  ready_.Set(0);
  connection_.reset();
  outgoing_ = {};
  queue_.Close();
  Tell(RedisChange::kLost);
  queue_.Take(next_bytes_, taken_);
  next_bytes_.clear();
  in_flight_.Add(taken_);
  in_flight_.FailAll();
  Report(cause);
}

void RedisLoop::Tell(RedisChange change) {
  for (const RedisWatcher& watcher : watchers_) watcher(change);
}

// Once for each time that it goes away.
void RedisLoop::Report(const std::string& cause) {
  if (std::exchange(reported_, true)) return;
  Log(LogLevel::kWarning, "Redis is away; what it makes fast is slower",
      {{"host", options_.url.host},
       {"port", static_cast<std::int64_t>(options_.url.port)},
       {"cause", cause}});
}

}  // namespace sinergi
