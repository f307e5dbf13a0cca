#include "tests/support/full_stack_office.h"

#include <gtest/gtest.h>

#include "common/lifecycle/wake_up.h"

namespace sinergi::testing {
namespace {

constexpr char kOffice[] = "BNNK-PANGKALPINANG";
constexpr char kArea[] = "19.04.02.2020";

std::string Register(Client& client, const Actor& officer,
                     const referrals::v1::RegisterFacilityRequest& request) {
  referrals::v1::RegisterFacilityResponse response;
  const auto status =
      client.referrals().RegisterFacility(Client::ContextFor(officer).get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.facility().facility_id();
}

}  // namespace

std::string SubscribeOffice(Client& client, const Actor& officer, const std::string& webhook) {
  notifications::v1::CreateSubscriptionRequest request;
  request.set_request_id(NewRequestId());
  request.set_display_name("Semua rujukan");
  request.set_office(kOffice);
  request.add_area_codes(kArea);
  for (const auto& type : ReferralEventTypes()) request.add_event_types(type);
  if (!webhook.empty()) request.mutable_webhook()->set_url(webhook);
  notifications::v1::CreateSubscriptionResponse response;
  const auto status = client.notifications().CreateSubscription(Client::ContextFor(officer).get(),
                                                                request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.subscription().subscription_id();
}

FullStackOffice::FullStackOffice(const FullStack& stack)
    : officer(ActorOf(stack.data(), "office-officer", kOffice)) {
  Client referrals(stack.Address("referrals-1"));
  unit = Register(referrals, officer, IbmUnitRequest("Unit IBM Air Mesu Timur"));
  clinic = Register(referrals, officer, ClinicRequest("Klinik Pratama"));
  agent = ActorOf(stack.data(), "ibm-agent", kOffice, unit);
  receiver = ActorOf(stack.data(), "facility-officer", kOffice, clinic);
  Client notifications(stack.Address("notifications-1"));
  subscription = SubscribeOffice(notifications, officer);
}

FullStackSubscriber::FullStackSubscriber(const FullStack& stack, const FullStackOffice& office,
                                         Seen seen)
    : addresses_(stack.Addresses("notifications")),
      actor_(office.officer),
      subscription_(office.subscription),
      seen_(std::move(seen)),
      thread_([this](const std::stop_token& stop) { Watch(stop); }) {}

void FullStackSubscriber::Stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void FullStackSubscriber::Watch(const std::stop_token& stop) {
  std::vector<std::unique_ptr<Client>> clients;
  for (const auto& address : addresses_) clients.push_back(std::make_unique<Client>(address));
  WakeUp nobody_rings;
  for (std::size_t i = 0; !stop.stop_requested(); i = (i + 1) % clients.size()) {
    if (clients[i]->WaitUntilConnected(std::chrono::milliseconds(200))) {
      replica_ = i;
      Read(stop, *clients[i]);
    }
    nobody_rings.WaitFor(stop, std::chrono::milliseconds(50));
  }
}

void FullStackSubscriber::Read(const std::stop_token& stop, Client& client) {
  const auto context = Client::ContextFor(actor_);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::minutes(15));
  const std::stop_callback cancel(stop, [&] { context->TryCancel(); });
  notifications::v1::StreamEventsRequest request;
  request.set_subscription_id(subscription_);
  request.set_resume_token(token_);
  const auto stream = client.notifications().StreamEvents(context.get(), request);
  notifications::v1::StreamEventsResponse message;
  for (bool first = true; stream->Read(&message); first = false) {
    if (first) ++streams_;
    if (!message.has_notification()) continue;
    seen_(message.notification());
    token_ = message.notification().resume_token();
  }
  (void)stream->Finish();
}

}  // namespace sinergi::testing
