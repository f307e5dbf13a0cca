// A stream that breaks wherever it may, in the middle of a message too: whoever resumes it sees
// every event once.
#include <gtest/gtest.h>

#include "tests/support/client.h"
#include "tests/support/connection_breaker.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using testing::Actor;
using testing::Client;

constexpr char kOffice[] = "BNNK-PANGKALPINANG";
constexpr int kReferrals = 15;
constexpr int kEvents = 2 * kReferrals;  // made and sent

class StreamCutTest : public ::testing::Test {
 protected:
  void SetUp() override {
    server_.Start();
    client_ = std::make_unique<Client>(server_.address());
    officer_ = testing::ActorOf(server_.data(), "office-officer", kOffice);
    notifications::v1::CreateSubscriptionRequest wish;
    wish.set_request_id(testing::NewRequestId());
    wish.set_display_name("Meja rujukan");
    wish.set_office(kOffice);
    subscription_ = Call(client_->notifications(), officer_, wish,
                         &notifications::v1::NotificationsService::Stub::CreateSubscription)
                        .subscription()
                        .subscription_id();
    MakeEvents();
  }

  template <class Stub, class Request, class Response>
  static Response Call(Stub& stub, const Actor& actor, const Request& request,
                       grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                    Response*)) {
    Response response;
    const auto status = (stub.*method)(Client::ContextFor(actor).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  void MakeEvents() {
    const auto register_facility = [&](const v1::RegisterFacilityRequest& request) {
      return Call(client_->referrals(), officer_, request,
                  &v1::ReferralsService::Stub::RegisterFacility)
          .facility()
          .facility_id();
    };
    const std::string unit = register_facility(testing::IbmUnitRequest("Unit IBM"));
    const std::string clinic = register_facility(testing::ClinicRequest("Klinik"));
    const Actor agent = testing::ActorOf(server_.data(), "ibm-agent", kOffice, unit);
    for (int i = 0; i < kReferrals; ++i) {
      v1::SendReferralRequest send;
      send.set_request_id(testing::NewRequestId());
      send.set_referral_id(Call(client_->referrals(), agent, testing::ReferralRequest(unit, clinic),
                                &v1::ReferralsService::Stub::CreateReferral)
                               .referral()
                               .referral_id());
      Call(client_->referrals(), agent, send, &v1::ReferralsService::Stub::SendReferral);
    }
  }

  // Reads on after the token until the line breaks or everything has come.
  void ReadThrough(testing::ConnectionBreaker& breaker) {
    Client client("127.0.0.1:" + std::to_string(breaker.port()));
    const auto context = Client::ContextFor(officer_);
    notifications::v1::StreamEventsRequest request;
    request.set_subscription_id(subscription_);
    request.set_resume_token(token_);
    const auto stream = client.notifications().StreamEvents(context.get(), request);
    notifications::v1::StreamEventsResponse message;
    while (numbers_.size() < kEvents && stream->Read(&message)) {
      token_ = message.has_notification() ? message.notification().resume_token()
                                          : message.heartbeat().resume_token();
      if (message.has_notification()) numbers_.push_back(message.notification().number());
    }
    context->TryCancel();
    stream->Finish();
  }

  testing::StandaloneProcess server_;
  std::unique_ptr<Client> client_;
  Actor officer_;
  std::string subscription_;
  std::string token_;
  std::vector<std::int64_t> numbers_;
};

TEST_F(StreamCutTest, NoCutMakesAGapOrARepeat) {
  const std::string address = server_.address();
  testing::ConnectionBreaker breaker(
      static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
  int breaks = 0;
  // From before the first message to after several; odd steps, so that cuts fall everywhere.
  for (std::int64_t bytes = 60; bytes < 6000; bytes += 97) {
    numbers_.clear();
    token_.clear();
    for (std::int64_t most = bytes; numbers_.size() < kEvents; most += 311) {
      breaker.CutAfter(most);
      ReadThrough(breaker);
      if (numbers_.size() < kEvents) ++breaks;
    }
    ASSERT_EQ(numbers_.size(), kEvents) << "cut after " << bytes;
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      ASSERT_EQ(numbers_[i], static_cast<std::int64_t>(i) + 1) << "cut after " << bytes;
    }
  }
  EXPECT_GT(breaks, 150);
}

}  // namespace
}  // namespace sinergi
