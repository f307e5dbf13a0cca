// What every call passes on its way to a handler and back, over a real connection.
#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <stdexcept>

#include "common/result/reasons.h"
#include "common/rpc/reasons.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "tests/service/rpc_fixture.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(RpcTest, AnAnswerIsOneLineInTheLogAndOneMoreInTheMetrics) {
  Start();
  ::testing::internal::CaptureStderr();
  const auto status = Get();
  const std::string log = ::testing::internal::GetCapturedStderr();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(std::count(log.begin(), log.end(), '\n'), 1) << log;
  EXPECT_THAT(log, HasSubstr(std::string("method=") + kGet + " code=OK"));
  EXPECT_THAT(log, HasSubstr("caller=office-officer-1 trace="));
  EXPECT_EQ(Counted(kGet, "OK"), 1);
  EXPECT_THAT(metrics_.Text(),
              HasSubstr(std::string("sinergi_rpc_seconds_count{method=\"") + kGet + "\"} 1\n"));
}

TEST_F(RpcTest, AMethodWithoutAPermissionRowIsNotServed) {
  rows_.pop_back();
  const auto port = TryStart();
  ASSERT_FALSE(port);
  EXPECT_TRUE(port.error().Is(reasons::kMethodWithoutPermissionRow));
  EXPECT_EQ(port.error().Variable("method"), kStream);
}

TEST_F(RpcTest, AnAddressThatIsTakenIsNamed) {
  Start();
  RpcServer::Options options;
  options.listen = address_;
  RpcServer second(*verifier_, *permissions_, clock_, metrics_, options);
  const auto port = second.Start();
  ASSERT_FALSE(port);
  EXPECT_TRUE(port.error().Is(reasons::kAddressNotAvailable));
  EXPECT_EQ(port.error().Variable("address"), address_);
}

TEST_F(RpcTest, WhoMayNotCallDoesNotReachTheHandler) {
  std::atomic<int> reached = 0;
  handler_ = [&](const Call&, const Request&) {
    ++reached;
    return std::string();
  };
  Start();
  EXPECT_TRUE(IsRefused(Get(""), "UNAUTHENTICATED", "TOKEN_MISSING"));
  EXPECT_TRUE(IsRefused(Get("forged"), "UNAUTHENTICATED", "TOKEN_INVALID"));
  EXPECT_TRUE(IsRefused(Get(TokenOf("ibm-agent")), "PERMISSION_DENIED", "PERMISSION_MISSING"));
  EXPECT_EQ(reached, 0);
  EXPECT_EQ(Counted(kGet, "UNAUTHENTICATED"), 2);
}

constexpr Reason kHidden{ErrorCode::kNotFound, "HIDDEN", "Hidden.", "Tersembunyi."};

TEST_F(RpcTest, EachRefusalOfACallerIsTold) {
  std::mutex mutex;
  std::vector<std::string> told;
  options_.denied = [&](const std::string& caller, const std::string& method, const Error& error) {
    const std::lock_guard lock(mutex);
    told.push_back(caller + " " + method + " " + std::string(error.reason().name));
  };
  handler_ = [](const Call&, const Request&) -> Result<std::string> { return Error::Of(kHidden); };
  Start();
  (void)Get("");
  (void)Get("no token");
  (void)Get(TokenOf("stranger"));
  (void)Get(officer_);
  const std::string method = " sinergi.reference.v1.ReferenceService/GetRegion ";
  EXPECT_THAT(told, ::testing::ElementsAre(method + "TOKEN_MISSING", method + "TOKEN_INVALID",
                                           "stranger-1" + method + "PERMISSION_MISSING",
                                           "office-officer-1" + method + "HIDDEN"));
}

TEST_F(RpcTest, ARowWithoutAPermissionLetsEverybodyCall) {
  rows_.front().permission = "";
  Start();
  EXPECT_TRUE(Get("").ok());
}

TEST_F(RpcTest, TheHandlerLearnsWhoCallsAndUntilWhen) {
  std::promise<Call> seen;
  handler_ = [&](const Call& call, const Request&) {
    seen.set_value(call);
    return std::string();
  };
  Start();
  const auto context = ContextFor(officer_);
  context->set_deadline(std::chrono::system_clock::now() + seconds(12));
  ASSERT_TRUE(Get(*context).ok());
  const Call call = seen.get_future().get();
  EXPECT_EQ(call.method, kGet);
  EXPECT_EQ(call.caller.subject, "office-officer-1");
  EXPECT_GT(call.deadline.Left(), seconds(6));
  EXPECT_LT(call.deadline.Left(), seconds(13));  // gRPC sends it rounded
}

TEST_F(RpcTest, NoCallTakesLongerThanTheLongestAllowed) {
  std::promise<milliseconds> left;
  handler_ = [&](const Call& call, const Request&) {
    left.set_value(call.deadline.Left());
    return std::string();
  };
  options_.longest_call = seconds(3);
  Start();
  grpc::ClientContext context;  // without a deadline of its own
  context.AddMetadata("authorization", "Bearer " + officer_);
  ASSERT_TRUE(Get(context).ok());
  EXPECT_LE(left.get_future().get(), seconds(3));
}

TEST_F(RpcTest, ACallWhoseTimePassesInTheQueueNeverRuns) {
  std::atomic<int> runs = 0;
  std::latch running(1);
  std::latch may_end(1);
  handler_ = [&](const Call&, const Request&) {
    if (runs++ == 0) running.count_down();
    may_end.wait();
    return std::string();
  };
  options_.threads = 1;
  Start();
  auto first = GetSoon();
  running.wait();
  const auto context = ContextFor(officer_);
  const seconds patience(1);
  // The server counts from when it heard of the call, which was before the caller gave up.
  const Deadline at_the_server = Deadline::In(patience * 2 + milliseconds(100));
  context->set_deadline(std::chrono::system_clock::now() + patience);
  EXPECT_EQ(Get(*context).error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(testing::Eventually([&] { return at_the_server.Left() <= milliseconds(0); },
                                  "its time passes at the server too"));
  may_end.count_down();
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(testing::Eventually([&] { return Counted(kGet, "DEADLINE_EXCEEDED") == 1; },
                                  "the worker takes it and drops it"));
  EXPECT_EQ(runs, 1);
}

TEST_F(RpcTest, AFullQueueRefusesAndSaysWhenToComeBack) {
  std::latch running(1);
  std::latch may_end(1);
  std::atomic<int> runs = 0;
  handler_ = [&](const Call&, const Request&) {
    if (runs++ == 0) running.count_down();
    may_end.wait();
    return std::string();
  };
  options_.threads = 1;
  options_.queue = 1;
  Start();
  auto first = GetSoon();
  running.wait();
  std::promise<grpc::Status> refused;
  const auto call = [&] {
    const auto status = Get();
    if (!status.ok()) refused.set_value(status);
    return status.ok();
  };
  auto second = std::async(std::launch::async, call);
  auto third = std::async(std::launch::async, call);
  const grpc::Status status = refused.get_future().get();  // one waits, so the other cannot
  may_end.count_down();
  EXPECT_EQ((second.get() ? 1 : 0) + (third.get() ? 1 : 0), 1);
  EXPECT_TRUE(first.get().ok());
  EXPECT_TRUE(IsRefused(status, "RESOURCE_EXHAUSTED", "OVERLOADED"));
  google::rpc::Status details;
  ASSERT_TRUE(details.ParseFromString(status.error_details()));
  google::rpc::RetryInfo retry;
  EXPECT_TRUE(std::any_of(details.details().begin(), details.details().end(),
                          [&](const auto& detail) { return detail.UnpackTo(&retry); }));
  EXPECT_EQ(retry.retry_delay().nanos(), 200'000'000);
}

TEST_F(RpcTest, FortyCallsAtOnceOnEightWorkersAreAllAnswered) {
  std::latch eight(8);
  std::atomic<int> entered = 0;
  handler_ = [&](const Call&, const Request&) {
    if (entered++ < 8) eight.arrive_and_wait();
    return std::string();
  };
  options_.threads = 8;
  Start();
  std::vector<std::future<grpc::Status>> calls;
  for (int i = 0; i < 40; ++i) calls.push_back(GetSoon());
  for (auto& call : calls) EXPECT_TRUE(call.get().ok());
  EXPECT_EQ(Counted(kGet, "OK"), 40);
}

TEST_F(RpcTest, WhatAHandlerThrowsIsLoggedAndNotSent) {
  handler_ = [](const Call&, const Request&) -> Result<std::string> {
    throw std::runtime_error("password is 1234");
  };
  Start();
  ::testing::internal::CaptureStderr();
  const auto status = Get();
  const std::string log = ::testing::internal::GetCapturedStderr();
  EXPECT_TRUE(IsRefused(status, "INTERNAL", "INTERNAL"));
  EXPECT_THAT(status.error_message() + status.error_details(), Not(HasSubstr("1234")));
  EXPECT_THAT(log, HasSubstr("cause=\"password is 1234\""));
}

TEST_F(RpcTest, AThrownThingThatIsNoExceptionIsInternalToo) {
  handler_ = [](const Call&, const Request&) -> Result<std::string> { throw 7; };
  Start();
  EXPECT_TRUE(IsRefused(Get(), "INTERNAL", "INTERNAL"));
  EXPECT_TRUE(IsRefused(Get(), "INTERNAL", "INTERNAL")) << "the server lives";
}

TEST_F(RpcTest, TheCauseOfAnErrorNeverGoesOverTheWire) {
  handler_ = [](const Call&, const Request&) -> Result<std::string> {
    return Error::Of(reasons::kEtagMismatch, {{"resource", "r-1"}}).Because("row 4711");
  };
  Start();
  const auto status = Get();
  EXPECT_TRUE(IsRefused(status, "ABORTED", "ETAG_MISMATCH"));
  EXPECT_THAT(status.error_message() + status.error_details(), Not(HasSubstr("4711")));
}

TEST_F(RpcTest, AnErrorWithMuchTextStillArrives) {
  handler_ = [](const Call&, const Request&) -> Result<std::string> {
    std::vector<FieldViolation> violations;
    for (int i = 0; i < 50; ++i) {
      violations.push_back({"field_" + std::to_string(i),
                            &reasons::kValueUnknown,
                            {{"value", std::string(100'000, 'x') + "“é”"}}});
    }
    return Error::Invalid(violations);
  };
  Start();
  const auto status = Get();
  EXPECT_TRUE(IsRefused(status, "INVALID_ARGUMENT", "VALUE_UNKNOWN"));
  EXPECT_GE(FromGrpcStatus(status).violations.size(), 8U);
}

}  // namespace
}  // namespace sinergi
