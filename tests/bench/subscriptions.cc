#include "tests/bench/subscriptions.h"

#include "tests/bench/actor.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {

namespace notifications = ::sinergi::notifications::v1;

Subscriptions::Subscriptions(const std::string& address, const std::string& data)
    : stub_(notifications::NotificationsService::NewStub(Connect(address))),
      token_(TokenOf(data, "office-officer")) {}

template <class Request, class Response>
Response Subscriptions::Call(const Request& request,
                             grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                          Response*)) const {
  Response response;
  grpc::ClientContext context;
  Prepare(context, token_);
  const grpc::Status status = ((*stub_).*method)(&context, request, &response);
  if (!status.ok()) Fail(status.error_message());
  return response;
}

std::string Subscriptions::Make(const std::string& source, const std::string& url) const {
  notifications::CreateSubscriptionRequest wish;
  wish.set_request_id(NewRequestId());
  wish.set_display_name("Bench");
  wish.set_office(kOffice);
  if (!source.empty()) wish.set_filter("source = \"" + source + "\"");
  if (!url.empty()) wish.mutable_webhook()->set_url(url);
  notifications::VerifySubscriptionRequest verify;
  verify.set_request_id(NewRequestId());
  verify.set_subscription_id(
      Call(wish, &Stub::CreateSubscription).subscription().subscription_id());
  if (!url.empty()) Call(verify, &Stub::VerifySubscription);
  return verify.subscription_id();
}

void Subscriptions::End(const std::string& id) const {
  notifications::DeleteSubscriptionRequest request;
  request.set_request_id(NewRequestId());
  request.set_subscription_id(id);
  Call(request, &Stub::DeleteSubscription);
}

}  // namespace sinergi::bench
