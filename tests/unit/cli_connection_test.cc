#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <mutex>
#include <vector>

#include "common/ids/uuid.h"
#include "services/cli/event_stream.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "sinergi/referrals/v1/referrals_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::NotificationsService;
using notifications::v1::StreamEventsRequest;
using notifications::v1::StreamEventsResponse;
using referrals::v1::ReferralsService;

// Fails as often as it is told to before it answers, and notes what came.
class UnsteadyReferrals final : public ReferralsService::Service {
 public:
  int failures = 0;
  grpc::StatusCode code = grpc::StatusCode::UNAVAILABLE;
  std::vector<std::string> request_ids;
  std::multimap<std::string, std::string> metadata;
  int reads = 0;

  grpc::Status SendReferral(grpc::ServerContext* context,
                            const referrals::v1::SendReferralRequest* request,
                            referrals::v1::SendReferralResponse* /*response*/) override {
    request_ids.push_back(request->request_id());
    for (const auto& [name, value] : context->client_metadata()) {
      metadata.emplace(std::string(name.data(), name.size()),
                       std::string(value.data(), value.size()));
    }
    return failures-- > 0 ? grpc::Status(code, "not now") : grpc::Status::OK;
  }

  grpc::Status GetReferral(grpc::ServerContext* /*context*/,
                           const referrals::v1::GetReferralRequest* /*request*/,
                           referrals::v1::GetReferralResponse* /*response*/) override {
    ++reads;
    return {grpc::StatusCode::UNAVAILABLE, "not now"};
  }
};

// Sends two events on each connection, then breaks it.
class BreakingNotifications final : public NotificationsService::Service {
 public:
  std::vector<std::string> tokens;
  grpc::StatusCode code = grpc::StatusCode::UNAVAILABLE;

  grpc::Status StreamEvents(grpc::ServerContext* /*context*/, const StreamEventsRequest* request,
                            grpc::ServerWriter<StreamEventsResponse>* writer) override {
    tokens.push_back(request->resume_token());
    std::int64_t number = request->resume_token().empty() ? 0 : std::stoll(request->resume_token());
    for (int i = 0; i < 2; ++i) {
      StreamEventsResponse message;
      message.mutable_notification()->set_number(++number);
      message.mutable_notification()->set_resume_token(std::to_string(number));
      writer->Write(message);
    }
    return {code, "broken"};
  }
};

class ConnectionTest : public ::testing::Test {
 protected:
  void SetUp() override {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&referrals_);
    builder.RegisterService(&notifications_);
    server_ = builder.BuildAndStart();
    connection_ = std::make_unique<Connection>("127.0.0.1:" + std::to_string(port_), "secret",
                                               std::chrono::seconds(10));
  }

  auto Send() {
    return connection_->Call(&ReferralsService::Stub::SendReferral,
                             referrals::v1::SendReferralRequest());
  }

  int port_ = 0;
  UnsteadyReferrals referrals_;
  BreakingNotifications notifications_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<Connection> connection_;
};

TEST_F(ConnectionTest, RepeatsAChangeUnderTheSameRequestId) {
  referrals_.failures = 3;
  EXPECT_TRUE(Send());
  ASSERT_EQ(referrals_.request_ids.size(), 4U);
  EXPECT_TRUE(Uuid::Parse(referrals_.request_ids.front()));
  EXPECT_EQ(referrals_.request_ids.front(), referrals_.request_ids.back());
}

TEST_F(ConnectionTest, GivesUpAfterThreeRepeats) {
  referrals_.failures = 9;
  const auto sent = Send();
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.failure().exit_code, kUnreachable);
  EXPECT_EQ(referrals_.request_ids.size(), 4U);
}

TEST_F(ConnectionTest, DoesNotRepeatWhatWasRefused) {
  referrals_.failures = 1;
  referrals_.code = grpc::StatusCode::FAILED_PRECONDITION;
  const auto sent = Send();
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.failure().exit_code, kRefused);
  EXPECT_EQ(referrals_.request_ids.size(), 1U);
}

TEST_F(ConnectionTest, ReadsOnceOnly) {
  EXPECT_FALSE(
      connection_->Call(&ReferralsService::Stub::GetReferral, referrals::v1::GetReferralRequest()));
  EXPECT_EQ(referrals_.reads, 1);
}

TEST_F(ConnectionTest, CarriesTheTokenAndATrace) {
  ASSERT_TRUE(Send());
  EXPECT_EQ(referrals_.metadata.find("authorization")->second, "Bearer secret");
  const auto trace = TraceContext::Parse(referrals_.metadata.find("traceparent")->second);
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->TraceId(), connection_->TraceId());
}

TEST_F(ConnectionTest, AStreamGoesOnAfterItsLastEventWhenTheLineBreaks) {
  EventStream stream(*connection_, {"id", "", notifications::v1::STREAM_START_BEGINNING});
  std::vector<std::int64_t> numbers;
  int lost = 0;
  const auto ending = stream.Run(
      [&](const StreamEventsResponse& message) {
        numbers.push_back(message.notification().number());
        return numbers.size() < 5;
      },
      [&](const grpc::Status&) { ++lost; });
  EXPECT_FALSE(ending);
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  EXPECT_EQ(notifications_.tokens, (std::vector<std::string>{"", "2", "4"}));
  EXPECT_EQ(lost, 2);
}

TEST_F(ConnectionTest, AStreamThatAStoppingServerCutOffGoesOn) {
  notifications_.code = grpc::StatusCode::CANCELLED;
  EventStream stream(*connection_, {"id", "", notifications::v1::STREAM_START_BEGINNING});
  std::int64_t last = 0;
  const auto ending = stream.Run(
      [&](const StreamEventsResponse& message) {
        last = message.notification().number();
        return last < 3;
      },
      [](const grpc::Status&) {});
  EXPECT_FALSE(ending);
  EXPECT_EQ(last, 3);
}

TEST_F(ConnectionTest, AStreamThatNeverBeganTellsThatNobodyIsThere) {
  server_->Shutdown();
  EventStream stream(*connection_, {"id", "", notifications::v1::STREAM_START_NOW});
  const auto ending =
      stream.Run([](const StreamEventsResponse&) { return true; }, [](const grpc::Status&) {});
  ASSERT_TRUE(ending);
  EXPECT_EQ(ending->exit_code, kUnreachable);
}

TEST_F(ConnectionTest, AStreamThatWasStoppedEndsWithoutAFailure) {
  EventStream stream(*connection_, {"id", "", notifications::v1::STREAM_START_NOW});
  stream.Stop();
  EXPECT_FALSE(
      stream.Run([](const StreamEventsResponse&) { return true; }, [](const grpc::Status&) {}));
}

TEST(ServersTest, OneAddressIsForEveryService) {
  const auto servers = Servers::Parse("127.0.0.1:7070");
  ASSERT_TRUE(servers);
  EXPECT_EQ(servers->TargetOf("referrals"), "127.0.0.1:7070");
  EXPECT_EQ(servers->TargetOf("notifications"), "127.0.0.1:7070");
}

TEST(ServersTest, ServicesHaveAddressesOfTheirOwnAndReplicas) {
  const auto servers =
      Servers::Parse("referrals=127.0.0.1:1,127.0.0.1:2;notifications=localhost:3");
  ASSERT_TRUE(servers);
  EXPECT_EQ(servers->TargetOf("referrals"), "ipv4:127.0.0.1:1,127.0.0.1:2");
  EXPECT_EQ(servers->TargetOf("notifications"), "localhost:3");
  EXPECT_EQ(servers->TargetOf("reference"), "ipv4:127.0.0.1:1,127.0.0.1:2");
}

TEST(ServersTest, RefusesWhatHasNeitherForm) {
  for (const char* text : {"", "referrals=", "=127.0.0.1:1", "referrals=a:1,b:2", "127.0.0.1:1,",
                           "referrals=127.0.0.1:1;", "referrals=a:1;referrals=b:2"}) {
    EXPECT_FALSE(Servers::Parse(text)) << text;
  }
}

TEST_F(ConnectionTest, AsksTheServiceThatTheRequestBelongsTo) {
  Connection connection(
      "referrals=127.0.0.1:" + std::to_string(port_) + ";notifications=127.0.0.1:1", "t",
      std::chrono::seconds(5));
  EXPECT_TRUE(
      connection.Call(&ReferralsService::Stub::SendReferral, referrals::v1::SendReferralRequest()));
  EXPECT_EQ(referrals_.request_ids.size(), 1u);
}

TEST(LoopbackTest, IsThisMachineOnly) {
  for (const char* server : {"127.0.0.1:7070", "localhost:1", "[::1]:7070", "unix:/run/s",
                             "referrals=127.0.0.1:1,127.0.0.2:2;notifications=localhost:3"}) {
    EXPECT_TRUE(IsLoopback(server)) << server;
  }
  for (const char* server :
       {"10.0.0.1:7070", "localhost.example:1", "referrals=127.0.0.1:1;notifications=10.0.0.1:2",
        "127.example.org:443", "sinergi.bnn.go.id:443"}) {
    EXPECT_FALSE(IsLoopback(server)) << server;
  }
}

}  // namespace
}  // namespace sinergi::cli
