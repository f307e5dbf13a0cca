#include "tests/support/full_stack_endpoint.h"

#include <algorithm>

namespace sinergi::testing {

const FullStack::Settings FullStackEndpoint::kSettings{
    {"SINERGI_NOTIFICATIONS_WEBHOOK_NETWORKS", "127.0.0.0/8"},
    {"SINERGI_NOTIFICATIONS_WEBHOOK_PAUSES", "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s"},
    {"SINERGI_NOTIFICATIONS_WEBHOOK_PER_MINUTE", "600000"}};

FullStackEndpoint::FullStackEndpoint(const FullStack& stack, const FullStackOffice& office) {
  receiver_.Set([this](const WebhookReceiver::Request& request) {
    Take(request);
    return WebhookReceiver::Answer{};
  });
  Client client(stack.Address("notifications-1"));
  notifications::v1::VerifySubscriptionRequest verify;
  verify.set_request_id(NewRequestId());
  verify.set_subscription_id(SubscribeOffice(client, office.officer, receiver_.Url()));
  notifications::v1::VerifySubscriptionResponse response;
  const auto status = client.notifications().VerifySubscription(
      Client::ContextFor(office.officer).get(), verify, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
}

void FullStackEndpoint::Take(const WebhookReceiver::Request& request) {
  notifications::v1::Notification one;
  one.set_number(std::stoll(request.Attribute("number")));
  one.mutable_event()->set_id(request.Attribute("id"));
  one.mutable_event()->set_subject(request.Attribute("subject"));
  one.mutable_event()->set_revision(std::stoll(request.Attribute("revision")));
  const std::lock_guard lock(mutex_);
  const auto [known, is_new] = arrived_.try_emplace(one.event().id(), one);
  if (!is_new) {
    ++repeats_;
    if (known->second.number() != one.number()) {
      problems_.push_back(one.event().id() + " has number " + std::to_string(one.number()) +
                          " and " + std::to_string(known->second.number()));
    }
    return;
  }
  std::int64_t& latest = latest_[one.event().subject()];
  if (one.event().revision() != latest + 1) {
    problems_.push_back(one.event().subject() + ": revision " +
                        std::to_string(one.event().revision()) + " after " +
                        std::to_string(latest));
  }
  latest = one.event().revision();
}

std::size_t FullStackEndpoint::Count() const {
  const std::lock_guard lock(mutex_);
  return arrived_.size();
}

int FullStackEndpoint::Repeats() const {
  const std::lock_guard lock(mutex_);
  return repeats_;
}

std::vector<notifications::v1::Notification> FullStackEndpoint::ByNumber() const {
  const std::lock_guard lock(mutex_);
  std::vector<notifications::v1::Notification> sorted;
  for (const auto& [id, one] : arrived_) sorted.push_back(one);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& a, const auto& b) { return a.number() < b.number(); });
  return sorted;
}

std::vector<std::string> FullStackEndpoint::Problems() const {
  const std::lock_guard lock(mutex_);
  return problems_;
}

}  // namespace sinergi::testing
