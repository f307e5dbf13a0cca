// What a subscriber's program makes of a stream that loses, repeats and renumbers events.
#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>

#include "services/cli/subscriber.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"

namespace sinergi::cli {
namespace {

using notifications::v1::StreamEventsResponse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Streams the numbers that it is told to, and has every number up to `last` for who fetches.
class ForgetfulNotifications final : public notifications::v1::NotificationsService::Service {
 public:
  std::vector<std::int64_t> streamed;  // negative: a heartbeat with that last number
  std::int64_t oldest = 1;
  std::int64_t most_at_once = 2;
  std::int64_t epoch = 1;
  std::vector<std::pair<std::int64_t, std::int64_t>> fetched;

  grpc::Status StreamEvents(grpc::ServerContext* context,
                            const notifications::v1::StreamEventsRequest* /*request*/,
                            grpc::ServerWriter<StreamEventsResponse>* writer) override {
    for (const std::int64_t number : streamed) {
      StreamEventsResponse message;
      if (number > 0) {
        Fill(number, *message.mutable_notification());
      } else {
        message.mutable_heartbeat()->set_epoch(epoch);
        message.mutable_heartbeat()->set_last_number(-number);
      }
      writer->Write(message);
    }
    return {grpc::StatusCode::NOT_FOUND, "that was all"};
    (void)context;
  }

  grpc::Status FetchEvents(grpc::ServerContext* /*context*/,
                           const notifications::v1::FetchEventsRequest* request,
                           notifications::v1::FetchEventsResponse* response) override {
    fetched.emplace_back(request->from_number(), request->to_number());
    if (request->from_number() < oldest) return {grpc::StatusCode::OUT_OF_RANGE, "gone"};
    const std::int64_t to =
        std::min(request->to_number(), request->from_number() + most_at_once - 1);
    for (std::int64_t number = request->from_number(); number <= to; ++number) {
      Fill(number, *response->add_notifications());
    }
    return grpc::Status::OK;
  }

 private:
  void Fill(std::int64_t number, notifications::v1::Notification& notification) const {
    notification.set_epoch(epoch);
    notification.set_number(number);
    notification.set_resume_token(std::to_string(number));
  }
};

class SubscriberTest : public ::testing::Test {
 protected:
  SubscriberTest() {
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&server_);
    serving_ = builder.BuildAndStart();
    connection_.emplace("127.0.0.1:" + std::to_string(port), "secret", std::chrono::seconds(10));
  }

  // What is taken of these, after the number `after`.
  std::vector<std::int64_t> Take(const std::vector<std::int64_t>& streamed,
                                 std::int64_t after = 0) {
    server_.streamed = streamed;
    NumberLine line;
    line.Begin(1, after);
    Subscriber subscriber(*connection_, {"id", "a token"}, line);
    std::vector<std::int64_t> numbers;
    Subscriber::Handlers handlers;
    handlers.take = [&](const auto& one) {
      numbers.push_back(one.number());
      return true;
    };
    handlers.new_epoch = [&](std::int64_t epoch) { epochs_.push_back(epoch); };
    ending_ = subscriber.Run(handlers);
    return numbers;
  }

  ForgetfulNotifications server_;
  std::unique_ptr<grpc::Server> serving_;
  std::optional<Connection> connection_;
  std::vector<std::int64_t> epochs_;
  Ending ending_;
};

TEST_F(SubscriberTest, TakesWhatComesInOrderAndFetchesNothing) {
  EXPECT_THAT(Take({-0, 1, 2, -2, 3}), ElementsAre(1, 2, 3));
  EXPECT_THAT(server_.fetched, IsEmpty());
}

TEST_F(SubscriberTest, DropsRepeats) { EXPECT_THAT(Take({1, 2, 1, 2, 3}), ElementsAre(1, 2, 3)); }

TEST_F(SubscriberTest, FillsAGapBeforeItGoesOnInAsManyAnswersAsItTakes) {
  EXPECT_THAT(Take({1, 7, 8}), ElementsAre(1, 2, 3, 4, 5, 6, 7, 8));
  EXPECT_THAT(server_.fetched, ElementsAre(std::pair(2, 6), std::pair(4, 6), std::pair(6, 6)));
}

TEST_F(SubscriberTest, AHeartbeatShowsAGapAtOnce) {
  EXPECT_THAT(Take({1, -3}), ElementsAre(1, 2, 3));
}

TEST_F(SubscriberTest, ContinuesAfterWhatItKnows) {
  EXPECT_THAT(Take({12}, 9), ElementsAre(10, 11, 12));
}

TEST_F(SubscriberTest, EndsWithTheServersReasonWhenTheGapCannotBeFilled) {
  server_.oldest = 5;
  EXPECT_THAT(Take({1, 7}), ElementsAre(1));
  ASSERT_TRUE(ending_);
  EXPECT_EQ(ending_->exit_code, kRefused);
}

TEST_F(SubscriberTest, AGapThatTheServerDoesNotFillEndsIt) {
  server_.most_at_once = 0;
  EXPECT_THAT(Take({1, 7}), ElementsAre(1));
  EXPECT_TRUE(ending_);
}

TEST_F(SubscriberTest, NumbersOfANewEpochBeginAnew) {
  server_.epoch = 2;
  EXPECT_THAT(Take({1, 2}, 9), ElementsAre(1, 2));
  EXPECT_THAT(epochs_, ElementsAre(2));
}

}  // namespace
}  // namespace sinergi::cli
