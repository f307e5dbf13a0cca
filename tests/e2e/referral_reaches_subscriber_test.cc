// One referral, followed from the village to the clinic and back, through the real program: the
// steps are those of a request's path, from bytes to the subscriber.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "common/telemetry/trace_context.h"
#include "tests/support/client.h"
#include "tests/support/eventually.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using notifications::v1::Notification;
using notifications::v1::StreamEventsRequest;
using notifications::v1::StreamEventsResponse;
using testing::Actor;
using testing::Client;

constexpr char kOffice[] = "BNNK-PANGKALPINANG";

class ReferralReachesSubscriber : public ::testing::Test {
 protected:
  void SetUp() override {
    EXPECT_LT(server_.Start(), 5000);
    client_ = std::make_unique<Client>(server_.address());
    officer_ = testing::ActorOf(server_.data(), "office-officer", kOffice);
    unit_ = Register(testing::IbmUnitRequest("Unit IBM Air Mesu Timur"));
    clinic_ = Register(testing::ClinicRequest("Klinik Pratama BNN Kota Pangkalpinang"));
    agent_ = testing::ActorOf(server_.data(), "ibm-agent", kOffice, unit_);
    receiver_ = testing::ActorOf(server_.data(), "facility-officer", kOffice, clinic_);
    subscription_ = Subscribe();
  }

  std::string Register(const v1::RegisterFacilityRequest& request) {
    v1::RegisterFacilityResponse response;
    const auto status = client_->referrals().RegisterFacility(Client::ContextFor(officer_).get(),
                                                              request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.facility().facility_id();
  }

  std::string Subscribe() {
    notifications::v1::CreateSubscriptionRequest request;
    request.set_request_id(testing::NewRequestId());
    request.set_display_name("Rujukan Air Mesu Timur");
    request.set_office(kOffice);
    request.add_area_codes("19.04.02.2020");
    for (const auto& type : testing::ReferralEventTypes()) request.add_event_types(type);
    notifications::v1::CreateSubscriptionResponse response;
    const auto status = client_->notifications().CreateSubscription(
        Client::ContextFor(officer_).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.subscription().subscription_id();
  }

  // Reads `count` events of the subscription, from a resume token when one is given.
  std::vector<Notification> Read(std::size_t count, const std::string& resume_token = "") {
    const auto context = Client::ContextFor(officer_);
    StreamEventsRequest request;
    request.set_subscription_id(subscription_);
    request.set_resume_token(resume_token);
    const auto stream = client_->notifications().StreamEvents(context.get(), request);
    std::vector<Notification> seen;
    StreamEventsResponse message;
    while (seen.size() < count && stream->Read(&message)) {
      if (message.has_notification()) seen.push_back(message.notification());
    }
    context->TryCancel();
    while (stream->Read(&message)) continue;
    const grpc::Status ended = stream->Finish();
    EXPECT_EQ(seen.size(), count) << ended.error_message();
    return seen;
  }

  v1::Referral Create() {
    v1::CreateReferralResponse response;
    const auto status = client_->referrals().CreateReferral(
        Client::ContextFor(agent_).get(), testing::ReferralRequest(unit_, clinic_), &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.referral();
  }

  template <class Request, class Response>
  v1::Referral Step(const Actor& actor, const std::string& id, Request request,
                    grpc::Status (v1::ReferralsService::Stub::*method)(grpc::ClientContext*,
                                                                       const Request&, Response*)) {
    request.set_request_id(testing::NewRequestId());
    request.set_referral_id(id);
    Response response;
    const auto status =
        (client_->referrals().*method)(Client::ContextFor(actor).get(), request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.referral();
  }

  v1::Referral Send(const std::string& id) {
    return Step<v1::SendReferralRequest, v1::SendReferralResponse>(
        agent_, id, {}, &v1::ReferralsService::Stub::SendReferral);
  }
  v1::Referral Accept(const std::string& id) {
    return Step<v1::AcceptReferralRequest, v1::AcceptReferralResponse>(
        receiver_, id, {}, &v1::ReferralsService::Stub::AcceptReferral);
  }
  v1::Referral Complete(const std::string& id) {
    v1::CompleteReferralRequest request;
    request.mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
    request.mutable_outcome()->add_services_given(v1::FACILITY_SERVICE_OUTPATIENT);
    request.mutable_outcome()->set_contacts(8);
    request.set_note("Selesai dengan baik.");
    return Step<v1::CompleteReferralRequest, v1::CompleteReferralResponse>(
        receiver_, id, request, &v1::ReferralsService::Stub::CompleteReferral);
  }

  testing::StandaloneProcess server_;
  std::unique_ptr<Client> client_;
  Actor officer_, agent_, receiver_;
  std::string unit_, clinic_, subscription_;
};

TEST_F(ReferralReachesSubscriber, TheLoopClosesAndEveryStepIsSeen) {
  const std::string id = Create().referral_id();
  EXPECT_EQ(Send(id).state(), v1::REFERRAL_STATE_SENT);
  EXPECT_EQ(Accept(id).state(), v1::REFERRAL_STATE_ACCEPTED);
  const v1::Referral done = Complete(id);
  EXPECT_EQ(done.state(), v1::REFERRAL_STATE_COMPLETED);
  EXPECT_EQ(done.outcome().contacts(), 8);

  const auto seen = Read(4);
  const std::vector<std::string> expected{"ReferralCreated", "ReferralSent", "ReferralAccepted",
                                          "ReferralCompleted"};
  for (std::size_t i = 0; i < seen.size(); ++i) {
    EXPECT_EQ(seen[i].number(), static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(seen[i].event().type(), "id.go.bnn.sinergi.referrals.v1." + expected[i]);
    EXPECT_EQ(seen[i].event().subject(), "referrals/" + id);
    EXPECT_EQ(seen[i].event().revision(), static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(seen[i].event().region(), "19.04.02.2020");
  }
}

TEST_F(ReferralReachesSubscriber, TheSenderLearnsTheOutcome) {
  const std::string id = Create().referral_id();
  Send(id);
  Accept(id);
  Complete(id);
  v1::GetReferralRequest request;
  request.set_referral_id(id);
  v1::GetReferralResponse response;
  ASSERT_TRUE(
      client_->referrals().GetReferral(Client::ContextFor(agent_).get(), request, &response).ok());
  EXPECT_EQ(response.referral().outcome().result(), v1::OUTCOME_RESULT_FINISHED);
  v1::GetReferralPersonRequest person_request;
  person_request.set_referral_id(id);
  v1::GetReferralPersonResponse person;
  ASSERT_TRUE(client_->referrals()
                  .GetReferralPerson(Client::ContextFor(agent_).get(), person_request, &person)
                  .ok());
  EXPECT_EQ(person.person().outcome_note(), "Selesai dengan baik.");
}

TEST_F(ReferralReachesSubscriber, EveryResumeTokenGivesExactlyTheRest) {
  const std::string id = Create().referral_id();
  Send(id);
  Accept(id);
  Complete(id);
  const auto all = Read(4);
  ASSERT_EQ(all.size(), 4u);
  for (std::size_t after = 1; after < all.size(); ++after) {
    const auto rest = Read(all.size() - after, all[after - 1].resume_token());
    ASSERT_EQ(rest.size(), all.size() - after);
    EXPECT_EQ(rest.front().number(), static_cast<std::int64_t>(after + 1));
    EXPECT_EQ(rest.back().event().id(), all.back().event().id());
  }
}

TEST_F(ReferralReachesSubscriber, ALiveStreamShowsAStepWithoutBeingAskedAgain) {
  const auto context = Client::ContextFor(officer_);
  StreamEventsRequest request;
  request.set_subscription_id(subscription_);
  const auto stream = client_->notifications().StreamEvents(context.get(), request);
  StreamEventsResponse message;
  ASSERT_TRUE(stream->Read(&message));
  ASSERT_TRUE(message.has_heartbeat()) << "the stream begins with its place";
  const std::string id = Create().referral_id();
  ASSERT_TRUE(stream->Read(&message));
  EXPECT_EQ(message.notification().event().subject(), "referrals/" + id);
  context->TryCancel();
  while (stream->Read(&message)) continue;
  EXPECT_FALSE(stream->Finish().ok());
}

TEST_F(ReferralReachesSubscriber, TheCallersTraceReachesTheSubscriber) {
  const TraceContext trace = TraceContext::New();
  const auto context = Client::ContextFor(agent_);
  context->AddMetadata("traceparent", trace.ToString());
  v1::CreateReferralResponse response;
  ASSERT_TRUE(
      client_->referrals()
          .CreateReferral(context.get(), testing::ReferralRequest(unit_, clinic_), &response)
          .ok());
  const auto seen = Read(1);
  ASSERT_EQ(seen.size(), 1u);
  const auto arrived = TraceContext::Parse(seen.front().event().traceparent());
  ASSERT_TRUE(arrived);
  EXPECT_EQ(arrived->TraceId(), trace.TraceId());
  EXPECT_NE(arrived->SpanId(), trace.SpanId());
  EXPECT_NE(server_.Log().find(trace.TraceId()), std::string::npos);
}

TEST_F(ReferralReachesSubscriber, NeitherLogNorEventsNorAnswersNameThePerson) {
  const std::string id = Create().referral_id();
  Send(id);
  Accept(id);
  Complete(id);
  const auto seen = Read(4);
  server_.Stop();
  for (const char* planted :
       {"Orang Contoh Sintetis", "9901010101900001", "0800-000-0000", "Selesai dengan baik"}) {
    for (const Notification& notification : seen) {
      EXPECT_EQ(notification.SerializeAsString().find(planted), std::string::npos) << planted;
    }
    for (const auto& file : std::filesystem::recursive_directory_iterator(server_.data())) {
      if (!file.is_regular_file()) continue;
      std::ifstream stream(file.path(), std::ios::binary);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      EXPECT_EQ(bytes.find(planted), std::string::npos) << planted << " in " << file.path();
    }
  }
}

TEST_F(ReferralReachesSubscriber, WhatWasPublishedCanBePublishedAgainWithoutBeingSeenTwice) {
  const std::string id = Create().referral_id();
  Send(id);
  ASSERT_EQ(Read(2).size(), 2u);
  const Actor operator_actor = testing::ActorOf(server_.data(), "operator", "BNN");
  operations::v1::ListEventsRequest listing;
  listing.set_service("referrals");
  const auto nothing_waits = [&] {
    operations::v1::ListEventsResponse list;
    const auto asks = Client::ContextFor(operator_actor);
    return client_->operations().ListEvents(asks.get(), listing, &list).ok() &&
           std::ranges::none_of(list.events(), &operations::v1::OutboxEvent::waiting);
  };
  ASSERT_TRUE(testing::Eventually(nothing_waits, "all are known as published"));
  operations::v1::RepublishEventsRequest request;
  request.set_service("referrals");
  request.mutable_since()->set_seconds(0);
  operations::v1::RepublishEventsResponse response;
  const auto context = Client::ContextFor(operator_actor);
  ASSERT_TRUE(client_->operations().RepublishEvents(context.get(), request, &response).ok());
  EXPECT_EQ(response.count(), 4) << "two facilities and two changes of the referral";
  Accept(id);
  const auto seen = Read(3);
  ASSERT_EQ(seen.size(), 3u);
  EXPECT_EQ(seen.back().event().type(), "id.go.bnn.sinergi.referrals.v1.ReferralAccepted");
}

TEST_F(ReferralReachesSubscriber, AfterARestoreAnOldResumeTokenSaysSoAndTheStreamGoesOn) {
  const std::string id = Create().referral_id();
  const auto seen = Read(1);
  ASSERT_EQ(seen.size(), 1u);
  server_.Stop();
  server_.Start({"--restored=true"});
  client_ = std::make_unique<Client>(server_.address());
  const auto context = Client::ContextFor(officer_);
  StreamEventsRequest request;
  request.set_subscription_id(subscription_);
  request.set_resume_token(seen.front().resume_token());
  const auto stream = client_->notifications().StreamEvents(context.get(), request);
  StreamEventsResponse message;
  EXPECT_FALSE(stream->Read(&message));
  EXPECT_EQ(FromGrpcStatus(stream->Finish()).reason, "RESUME_TOKEN_OUT_OF_RANGE");
  Send(id);
  EXPECT_EQ(Read(2).size(), 2u);
}

TEST_F(ReferralReachesSubscriber, TheAnswersAfterAKillAreThoseBeforeIt) {
  auto request = testing::ReferralRequest(unit_, clinic_);
  v1::CreateReferralResponse first;
  ASSERT_TRUE(
      client_->referrals().CreateReferral(Client::ContextFor(agent_).get(), request, &first).ok());
  server_.Kill();
  server_.Start();
  Client again(server_.address());
  v1::CreateReferralResponse second;
  ASSERT_TRUE(
      again.referrals().CreateReferral(Client::ContextFor(agent_).get(), request, &second).ok());
  EXPECT_EQ(second.SerializeAsString(), first.SerializeAsString());
  request.set_area_code("19.71");
  const auto status =
      again.referrals().CreateReferral(Client::ContextFor(agent_).get(), request, &second);
  EXPECT_EQ(FromGrpcStatus(status).reason, "REQUEST_ID_REUSED");
}

}  // namespace
}  // namespace sinergi
