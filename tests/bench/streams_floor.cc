// The least that many streams cost: a callback server that sends each of them one heartbeat and,
// once `streams` are open, `count` times the same bytes, each as soon as the one before is written.
// Prints its port and ends with a signal.
#include <grpcpp/grpcpp.h>

#include <cstdio>
#include <mutex>
#include <vector>

#include "common/lifecycle/stop_signal.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

namespace notifications = ::sinergi::notifications::v1;
using notifications::NotificationsService;

grpc::ByteBuffer BytesOf(const notifications::StreamEventsResponse& message) {
  const grpc::Slice slice(message.SerializeAsString());
  return grpc::ByteBuffer(&slice, 1);
}

class Writer;

// Starts all streams together.
class Start {
 public:
  explicit Start(std::size_t streams) : streams_(streams) {}
  void Add(Writer& writer);

 private:
  const std::size_t streams_;
  std::mutex mutex_;
  std::vector<Writer*> waiting_;  // guarded by mutex_
};

class Writer final : public grpc::ServerWriteReactor<grpc::ByteBuffer> {
 public:
  Writer(const grpc::ByteBuffer& heartbeat, const grpc::ByteBuffer& event, std::int64_t count,
         Start& start)
      : event_(event), left_(count), start_(start) {
    StartWrite(&heartbeat);
  }

  void Go() { Next(); }

  void OnWriteDone(bool ok) override {
    if (!ok) return Finish(grpc::Status::OK);
    if (!begun_) {
      begun_ = true;
      return start_.Add(*this);
    }
    Next();
  }
  void OnDone() override { delete this; }
  void OnCancel() override {
    if (left_ == 0) Finish(grpc::Status::OK);
  }

 private:
  void Next() {
    if (left_ == 0) return;  // until the client ends it
    --left_;
    StartWrite(&event_);
  }

  const grpc::ByteBuffer& event_;
  std::int64_t left_;
  Start& start_;
  bool begun_ = false;
};

void Start::Add(Writer& writer) {
  std::vector<Writer*> all;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&writer);
    if (waiting_.size() == streams_) all.swap(waiting_);
  }
  for (Writer* const one : all) one->Go();
}

class Floor final : public NotificationsService::WithRawCallbackMethod_StreamEvents<
                        NotificationsService::Service> {
 public:
  explicit Floor(const Arguments& arguments)
      : count_(arguments.Number("count")),
        start_(static_cast<std::size_t>(arguments.Number("streams"))) {
    notifications::StreamEventsResponse message;
    message.mutable_heartbeat()->set_last_number(0);
    heartbeat_ = BytesOf(message);
    message.mutable_notification()->set_resume_token(
        std::string(static_cast<std::size_t>(arguments.Number("bytes")), 'x'));
    event_ = BytesOf(message);
  }

  grpc::ServerWriteReactor<grpc::ByteBuffer>* StreamEvents(
      grpc::CallbackServerContext* /*context*/, const grpc::ByteBuffer* /*request*/) override {
    return new Writer(heartbeat_, event_, count_, start_);
  }

 private:
  const std::int64_t count_;
  Start start_;
  grpc::ByteBuffer heartbeat_;
  grpc::ByteBuffer event_;
};

void Run(const Arguments& arguments) {
  StopSignal signal;
  Floor floor(arguments);
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  builder.RegisterService(&floor);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) Fail("no port could be had");
  Print("port", std::to_string(port));
  std::fflush(stdout);
  signal.Wait();
  server->Shutdown(std::chrono::system_clock::now());
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
