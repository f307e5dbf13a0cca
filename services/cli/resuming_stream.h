#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "services/cli/connection.h"
#include "services/cli/pauses.h"

namespace sinergi::cli {

// Whether a stream that ended so may be had again by connecting anew.
bool MayComeBack(const grpc::Status& status);

// A server's stream for as long as one likes: a lost connection is made again with growing pauses
// and goes on after the last message that was taken and had a token. One thread runs it, any may
// stop it.
template <class Response>
class ResumingStream {
 public:
  // Begins the call after that token's place; empty for the first time.
  using Open = std::function<std::unique_ptr<grpc::ClientReader<Response>>(
      grpc::ClientContext&, const std::string& token)>;
  // Where the stream goes on after a message; empty when it does not say.
  using TokenOf = std::string (*)(const Response&);
  // Takes a message; false ends the stream.
  using Take = std::function<bool(const Response&)>;
  // Told when the connection is lost.
  using Lost = std::function<void(const grpc::Status&)>;

  ResumingStream(const Connection& connection, Open open, TokenOf token_of, std::string token)
      : connection_(connection),
        open_(std::move(open)),
        token_of_(token_of),
        token_(std::move(token)) {}

  // Returns when `take` wants no more or Stop was called, with the failure when the server refuses
  // or cannot be reached at all.
  Ending Run(const Take& take, const Lost& lost) {
    Pauses pauses(kFirstPause, kLongestPause);
    while (!Stopped()) {
      const grpc::Status status = ReadOnce(take);
      if (enough_ || Stopped()) break;
      if (!MayComeBack(status) || !ever_heard_) return FailureOf(status, connection_.TraceId());
      if (heard_) pauses.Reset();
      const bool our_limit = status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED && heard_;
      if (our_limit) continue;
      if (heard_) lost(status);
      Pause(pauses.Next());
    }
    return {};
  }

  // Also ends a Run that begins later.
  void Stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    if (context_ != nullptr) context_->TryCancel();
    bell_.notify_all();
  }

 private:
  // A connection that died unnoticed is noticed after this time; reconnecting costs nothing.
  static constexpr std::chrono::minutes kLongestConnection{5};
  static constexpr std::chrono::milliseconds kFirstPause{200};
  static constexpr std::chrono::milliseconds kLongestPause{2'000};

  // One connection, until it ends.
  grpc::Status ReadOnce(const Take& take) {
    const auto context = connection_.NewContext(kLongestConnection);
    heard_ = false;
    if (!Begin(*context)) return grpc::Status::OK;
    const auto reader = open_(*context, token_);
    Response message;
    while (!enough_ && reader->Read(&message)) {
      heard_ = ever_heard_ = true;
      enough_ = !take(message);
      if (auto token = token_of_(message); !token.empty()) token_ = std::move(token);
    }
    if (enough_) context->TryCancel();
    grpc::Status status = reader->Finish();
    End();
    return status;
  }

  bool Begin(grpc::ClientContext& context) {
    const std::lock_guard lock(mutex_);
    if (!stopped_) context_ = &context;
    return !stopped_;
  }
  void End() {
    const std::lock_guard lock(mutex_);
    context_ = nullptr;
  }
  bool Stopped() {
    const std::lock_guard lock(mutex_);
    return stopped_;
  }
  void Pause(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    bell_.wait_for(lock, time, [this] { return stopped_; });
  }

  const Connection& connection_;
  const Open open_;
  const TokenOf token_of_;
  std::string token_;        // of the running thread
  bool enough_ = false;      // of the running thread
  bool ever_heard_ = false;  // of the running thread
  bool heard_ = false;       // of the running thread: on this connection
  std::mutex mutex_;
  std::condition_variable bell_;
  grpc::ClientContext* context_ = nullptr;  // guarded by mutex_
  bool stopped_ = false;                    // guarded by mutex_
};

}  // namespace sinergi::cli
