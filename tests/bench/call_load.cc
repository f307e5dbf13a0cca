#include "tests/bench/call_load.h"

#include <grpcpp/generic/generic_stub.h>

#include <algorithm>
#include <optional>
#include <thread>
#include <vector>

#include "tests/bench/actor.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

using Clock = Durations::Clock;

// One of the callers: its call that is on its way.
struct Caller {
  std::optional<grpc::ClientContext> context;
  grpc::ByteBuffer request;
  grpc::ByteBuffer response;
  grpc::Status status;
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> call;
  Clock::time_point began;
};

// Some of the callers, served by one thread.
class CallerThread {
 public:
  CallerThread(const CallLoad& load, int callers, Clock::time_point from)
      : load_(load),
        from_(from),
        until_(from + load.time),
        stub_(Connect(load.server)),
        callers_(static_cast<std::size_t>(callers)) {}

  void Run() {
    for (Caller& caller : callers_) Call(caller);
    void* tag = nullptr;
    bool ok = false;
    for (std::size_t open = callers_.size(); open > 0;) {
      queue_.Next(&tag, &ok);
      Caller& caller = *static_cast<Caller*>(tag);
      const Clock::time_point now = Clock::now();
      Take(caller, now);
      if (now < until_) {
        Call(caller);
      } else {
        --open;
      }
    }
  }

  CallOutcome outcome;

 private:
  void Call(Caller& caller) {
    caller.context.emplace();
    Prepare(*caller.context, load_.token);
    caller.request = load_.request();
    caller.response.Clear();
    caller.began = Clock::now();
    caller.call = stub_.PrepareUnaryCall(&*caller.context, load_.method, caller.request, &queue_);
    caller.call->StartCall();
    caller.call->Finish(&caller.response, &caller.status, &caller);
  }

  void Take(const Caller& caller, Clock::time_point now) {
    if (!caller.status.ok()) Fail(load_.method + ": " + caller.status.error_message());
    if (now < from_ || now >= until_) return;
    outcome.durations.Add(now - caller.began);
    outcome.response_bytes = caller.response.Length();
  }

  const CallLoad& load_;
  const Clock::time_point from_;
  const Clock::time_point until_;
  grpc::CompletionQueue queue_;
  grpc::GenericStub stub_;
  std::vector<Caller> callers_;
};

}  // namespace

CallOutcome RunCalls(const CallLoad& load) {
  const Clock::time_point from = Clock::now() + load.warm_up;
  std::vector<std::unique_ptr<CallerThread>> all;
  for (int i = 0; i < load.threads; ++i) {
    const int callers = load.callers / load.threads + (i < load.callers % load.threads ? 1 : 0);
    all.push_back(std::make_unique<CallerThread>(load, callers, from));
  }
  std::vector<std::thread> threads;
  for (const auto& one : all) threads.emplace_back([&one] { one->Run(); });
  for (std::thread& thread : threads) thread.join();
  CallOutcome outcome;
  for (const auto& one : all) {
    outcome.durations.Add(one->outcome.durations);
    outcome.response_bytes = std::max(outcome.response_bytes, one->outcome.response_bytes);
  }
  return outcome;
}

}  // namespace sinergi::bench
