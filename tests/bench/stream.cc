// Creates referrals at an even pace and follows the subscriber's stream: how long after a change
// was answered, that is after its commit, does its event arrive there?
#include <thread>

#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "tests/bench/actor.h"
#include "tests/bench/arguments.h"
#include "tests/bench/arrivals.h"
#include "tests/bench/changes.h"

namespace sinergi::bench {
namespace {

namespace notifications = ::sinergi::notifications::v1;

using Clock = Durations::Clock;

// The subscriber: reads its stream in a thread of its own.
class Subscriber {
 public:
  Subscriber(const Arguments& arguments, const std::string& token, Arrivals& arrivals)
      : stub_(
            notifications::NotificationsService::NewStub(Connect(arguments.Text("notifications")))),
        arrivals_(arrivals) {
    context_.AddMetadata("authorization", "Bearer " + token);
    notifications::StreamEventsRequest request;
    request.set_subscription_id(arguments.Text("subscription"));
    request.set_start(notifications::STREAM_START_NOW);
    stream_ = stub_->StreamEvents(&context_, request);
    notifications::StreamEventsResponse first;
    if (!stream_->Read(&first)) Fail("the stream ended: " + stream_->Finish().error_message());
    thread_ = std::thread([this] { Read(); });
  }

  ~Subscriber() {
    context_.TryCancel();
    thread_.join();
  }

 private:
  void Read() {
    notifications::StreamEventsResponse message;
    while (stream_->Read(&message)) {
      const auto now = Clock::now();
      if (!message.has_notification()) continue;
      const auto& event = message.notification().event();
      const std::chrono::nanoseconds begun = std::chrono::seconds(event.time().seconds()) +
                                             std::chrono::nanoseconds(event.time().nanos());
      arrivals_.Arrived(event.subject(), now,
                        std::chrono::system_clock::now().time_since_epoch() - begun);
    }
  }

  const std::unique_ptr<notifications::NotificationsService::Stub> stub_;
  Arrivals& arrivals_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReader<notifications::StreamEventsResponse>> stream_;
  std::thread thread_;
};

void Run(const Arguments& arguments) {
  Arrivals arrivals;
  const Subscriber subscriber(arguments, TokenOf(arguments.Text("data"), "office-officer"),
                              arrivals);
  MeasureChanges(arguments, arrivals);
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
