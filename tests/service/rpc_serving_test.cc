// What a server says of itself, how it stops, and the trace that a call belongs to.
#include <gmock/gmock.h>
#include <grpcpp/generic/generic_stub.h>

#include <latch>
#include <thread>

#include "common/rpc/reasons.h"
#include "tests/service/rpc_fixture.h"

namespace sinergi {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

// A call of a service whose messages nobody here has compiled: bytes out, bytes in.
class RawCall {
 public:
  RawCall(const std::shared_ptr<grpc::Channel>& channel, const std::string& method,
          const std::string& request)
      : stub_(channel) {
    context_.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    call_ = stub_.PrepareCall(&context_, method, &queue_);
    call_->StartCall(this);
    Wait();
    const grpc::Slice slice(request);
    call_->Write(grpc::ByteBuffer(&slice, 1), this);
    Wait();
  }

  ~RawCall() {
    context_.TryCancel();
    grpc::Status status;
    call_->Finish(&status, this);
    Wait();
  }

  // The next message; nothing at the end.
  std::string Read() {
    grpc::ByteBuffer message;
    call_->Read(&message, this);
    grpc::Slice slice;
    if (!Wait() || !message.DumpToSingleSlice(&slice).ok()) return {};
    return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
  }

 private:
  bool Wait() {
    void* tag = nullptr;
    bool ok = false;
    return queue_.Next(&tag, &ok) && ok;
  }

  grpc::GenericStub stub_;
  grpc::ClientContext context_;
  grpc::CompletionQueue queue_;
  std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call_;
};

constexpr char kWatch[] = "/grpc.health.v1.Health/Watch";
const std::string kServing = "\x08\x01";     // grpc.health.v1.HealthCheckResponse
const std::string kNotServing = "\x08\x02";  // the same

// grpc.health.v1.HealthCheckRequest
std::string HealthOf(const std::string& service) {
  return service.empty() ? ""
                         : "\x0a" + std::string(1, static_cast<char>(service.size())) + service;
}

TEST_F(RpcTest, WhatIsKeptIsAnsweredWithoutTheHandler) {
  bool handled = false;
  handler_ = [&](const Call&, const Request&) {
    handled = true;
    return Result<std::string>(std::string());
  };
  kept_ = [](const Call&, const Request&, const RpcService::KeptAnswer& done) {
    reference::v1::GetRegionResponse response;
    response.mutable_region()->set_name("Air Mesu Timur");
    done(response.SerializeAsString());
  };
  Start();
  reference::v1::GetRegionResponse response;
  EXPECT_TRUE(reference_->GetRegion(ContextFor(officer_).get(), {}, &response).ok());
  EXPECT_EQ(response.region().name(), "Air Mesu Timur");
  EXPECT_FALSE(handled);
}

TEST_F(RpcTest, WhatIsNotKeptIsAskedOfTheHandlerOnceTheAnswerComesFromAnotherThread) {
  std::jthread elsewhere;
  kept_ = [&](const Call&, const Request&, RpcService::KeptAnswer done) {
    elsewhere = std::jthread([done = std::move(done)] { done(std::nullopt); });
  };
  int handled = 0;
  handler_ = [&](const Call&, const Request&) {
    ++handled;
    return Result<std::string>(std::string());
  };
  Start();
  EXPECT_TRUE(Get().ok());
  EXPECT_EQ(handled, 1);
}

TEST_F(RpcTest, WhoMayNotCallIsNotShownWhatIsKept) {
  bool looked = false;
  kept_ = [&](const Call&, const Request&, const RpcService::KeptAnswer& done) {
    looked = true;
    done("");
  };
  Start();
  EXPECT_TRUE(IsRefused(Get(TokenOf("operator")), "PERMISSION_DENIED", "PERMISSION_MISSING"));
  EXPECT_FALSE(looked);
}

TEST_F(RpcTest, HealthSaysServingUntilTheServerStops) {
  Start();
  std::jthread stopping;  // ends last: a watcher holds the server up
  RawCall whole(channel_, kWatch, HealthOf(""));
  RawCall reference(channel_, kWatch, HealthOf("sinergi.reference.v1.ReferenceService"));
  RawCall notifications(channel_, kWatch,
                        HealthOf("sinergi.notifications.v1.NotificationsService"));
  for (RawCall* call : {&whole, &reference, &notifications}) EXPECT_EQ(call->Read(), kServing);
  stopping = std::jthread([&] { server_->Stop(); });
  for (RawCall* call : {&whole, &reference, &notifications}) EXPECT_EQ(call->Read(), kNotServing);
}

TEST_F(RpcTest, ReflectionListsTheServices) {
  Start();
  // ServerReflectionRequest{list_services: "*"}
  RawCall call(channel_, "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
               "\x3a\x01*");
  EXPECT_THAT(call.Read(), AllOf(HasSubstr("sinergi.reference.v1.ReferenceService"),
                                 HasSubstr("sinergi.notifications.v1.NotificationsService"),
                                 HasSubstr("grpc.health.v1.Health")));
}

TEST_F(RpcTest, StopLetsARunningCallFinish) {
  std::latch running(1);
  std::latch may_end(1);
  handler_ = [&](const Call&, const Request&) {
    running.count_down();
    may_end.wait();
    return std::string();
  };
  Start();
  std::jthread stopping;  // ends last: a watcher holds the server up
  RawCall health(channel_, kWatch, HealthOf(""));
  EXPECT_EQ(health.Read(), kServing);
  auto call = GetSoon();
  running.wait();
  stopping = std::jthread([&] { server_->Stop(); });
  EXPECT_EQ(health.Read(), kNotServing);  // so Stop has begun
  may_end.count_down();
  EXPECT_TRUE(call.get().ok());
}

TEST_F(RpcTest, StopEndsStreamsAndSaysThatAnotherServerWillAnswer) {
  Start();
  const auto context = ContextFor(officer_);
  const auto stream = Open(*context, "a");
  feeds_.Put("a", 1, 1);
  EXPECT_EQ(Next(stream), 1);
  std::jthread stopping([&] { server_->Stop(); });
  EXPECT_EQ(Next(stream), -1);
  EXPECT_TRUE(IsRefused(stream->Finish(), "UNAVAILABLE", "SERVER_STOPPING"));
  stopping.join();
  EXPECT_EQ(feeds_.open(), 0);
}

TEST_F(RpcTest, AServerCanBeStoppedTwiceAndBeforeItStarted) {
  Start();
  server_->Stop();
  server_->Stop();
  RpcServer never(*verifier_, *permissions_, clock_, metrics_, options_);
  never.Stop();
  EXPECT_FALSE(Get().ok());
}

class RpcTraceTest : public RpcTest {
 protected:
  // The trace that a call with this header runs in.
  TraceContext TraceOf(const std::string& traceparent) {
    std::promise<TraceContext> seen;
    handler_ = [&](const Call& call, const Request&) {
      seen.set_value(call.trace);
      return std::string();
    };
    Start();
    const auto context = ContextFor(officer_);
    if (!traceparent.empty()) context->AddMetadata("traceparent", traceparent);
    EXPECT_TRUE(Get(*context).ok());
    return seen.get_future().get();
  }
};

TEST_F(RpcTraceTest, ACallGoesOnInItsCallersTraceWithASpanOfItsOwn) {
  const auto trace = TraceOf("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  EXPECT_EQ(trace.TraceId(), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_NE(trace.SpanId(), "b7ad6b7169203331");
}

TEST_F(RpcTraceTest, AMalformedTraceparentBeginsANewTrace) {
  const auto trace = TraceOf("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01");
  EXPECT_NE(trace.TraceId(), "0af7651916cd43dd8448eb211c80319c");
  EXPECT_TRUE(TraceContext::Parse(trace.ToString()));
}

TEST_F(RpcTraceTest, WithoutATraceparentThereIsANewTrace) {
  EXPECT_TRUE(TraceContext::Parse(TraceOf("").ToString()));
}

}  // namespace
}  // namespace sinergi
