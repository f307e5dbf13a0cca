// Many streams of one subscription, or in turns of several whose ids have commas between them, read
// side by side. Prints "ready" once each has heard its
// heartbeat; after `count` notifications on each of them it prints how many came a second in all,
// and ends.
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <vector>

#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "tests/bench/actor.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

namespace notifications = ::sinergi::notifications::v1;
using notifications::NotificationsService;
using Clock = std::chrono::steady_clock;

constexpr int kStreamsOfAConnection = 100;

// What all streams count together. Any thread.
class Tally {
 public:
  Tally(std::int64_t streams, std::int64_t each) : streams_(streams), all_(streams * each) {}

  void Hear() {
    if (++heard_ == streams_) Ring();
  }
  void Take() {
    const std::int64_t taken = ++taken_;
    if (taken == 1) first_ = Clock::now();
    if (taken == all_) {
      last_ = Clock::now();
      Ring();
    }
  }

  void WaitForAll(const std::atomic<std::int64_t>& count, std::int64_t wanted) {
    std::unique_lock lock(mutex_);
    if (!bell_.wait_for(lock, std::chrono::minutes(4), [&] { return count >= wanted; })) {
      Fail("not all came: " + std::to_string(count) + " of " + std::to_string(wanted));
    }
  }
  void WaitUntilReady() { WaitForAll(heard_, streams_); }
  void WaitUntilDone() { WaitForAll(taken_, all_); }

  double PerSecond() const {
    const std::chrono::duration<double> took = last_ - first_;
    return static_cast<double>(all_ - 1) / took.count();
  }

 private:
  void Ring() {
    const std::lock_guard lock(mutex_);
    bell_.notify_all();
  }

  const std::int64_t streams_;
  const std::int64_t all_;
  std::atomic<std::int64_t> heard_ = 0;
  std::atomic<std::int64_t> taken_ = 0;
  Clock::time_point first_, last_;
  std::mutex mutex_;
  std::condition_variable bell_;
};

// One stream. The messages stay bytes: reading them is not what is measured.
class Reader final : public grpc::ClientReadReactor<notifications::StreamEventsResponse> {
 public:
  Reader(NotificationsService::Stub& stub, const std::string& token,
         const notifications::StreamEventsRequest& request, Tally& tally)
      : tally_(tally) {
    context_.AddMetadata("authorization", "Bearer " + token);
    stub.async()->StreamEvents(&context_, &request, this);
    StartRead(&message_);
    StartCall();
  }

  void OnReadDone(bool ok) override {
    if (!ok) return;
    if (message_.has_notification()) {
      tally_.Take();
    } else if (!heard_) {
      heard_ = true;
      tally_.Hear();
    }
    StartRead(&message_);
  }
  void OnDone(const grpc::Status& /*status*/) override { done_ = true; }

  void End() {
    context_.TryCancel();
    while (!done_) std::this_thread::yield();
  }

 private:
  Tally& tally_;
  grpc::ClientContext context_;
  notifications::StreamEventsResponse message_;
  bool heard_ = false;
  std::atomic<bool> done_ = false;
};

std::vector<std::string> SplitAtCommas(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ',');) parts.push_back(part);
  return parts;
}

void Run(const Arguments& arguments) {
  const std::int64_t count = arguments.Number("streams");
  Tally tally(count, arguments.Number("count"));
  const std::string token = TokenOf(arguments.Text("data"), "office-officer");
  const std::vector<std::string> subscriptions = SplitAtCommas(arguments.Text("subscriptions"));
  notifications::StreamEventsRequest request;
  request.set_start(notifications::STREAM_START_NOW);
  std::vector<std::unique_ptr<NotificationsService::Stub>> stubs;
  std::vector<std::unique_ptr<Reader>> readers;
  for (std::int64_t i = 0; i < count; ++i) {
    if (i % kStreamsOfAConnection == 0) {
      stubs.push_back(NotificationsService::NewStub(Connect(arguments.Text("server"))));
    }
    request.set_subscription_id(subscriptions[static_cast<std::size_t>(i) % subscriptions.size()]);
    readers.push_back(std::make_unique<Reader>(*stubs.back(), token, request, tally));
  }
  tally.WaitUntilReady();
  Print("ready", "yes");
  std::fflush(stdout);
  tally.WaitUntilDone();
  Print("per_second", tally.PerSecond());
  for (const auto& reader : readers) reader->End();
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
