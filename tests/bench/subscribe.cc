// Makes subscriptions, of streams or of webhooks that are verified, and prints their ids.
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "tests/bench/actor.h"
#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

namespace notifications = ::sinergi::notifications::v1;
using Stub = notifications::NotificationsService::Stub;

template <class Request, class Response>
Response Call(Stub& stub, const std::string& token, const Request& request,
              grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*)) {
  Response response;
  grpc::ClientContext context;
  Prepare(context, token);
  const grpc::Status status = (stub.*method)(&context, request, &response);
  if (!status.ok()) Fail(status.error_message());
  return response;
}

void Subscribe(Stub& stub, const std::string& token, const Arguments& arguments) {
  notifications::CreateSubscriptionRequest wish;
  wish.set_request_id(NewRequestId());
  wish.set_display_name("Bench");
  wish.set_office(kOffice);
  const std::string source = arguments.Text("source");
  if (!source.empty()) wish.set_filter("source = \"" + source + "\"");
  const std::string url = arguments.Text("url");
  if (!url.empty()) wish.mutable_webhook()->set_url(url);
  notifications::VerifySubscriptionRequest verify;
  verify.set_request_id(NewRequestId());
  verify.set_subscription_id(
      Call(stub, token, wish, &Stub::CreateSubscription).subscription().subscription_id());
  if (!url.empty()) Call(stub, token, verify, &Stub::VerifySubscription);
  Print("subscription", verify.subscription_id());
}

void Run(const Arguments& arguments) {
  const auto stub =
      notifications::NotificationsService::NewStub(Connect(arguments.Text("notifications")));
  const std::string token = TokenOf(arguments.Text("data"), "office-officer");
  for (std::int64_t i = 0; i < arguments.Number("count"); ++i) Subscribe(*stub, token, arguments);
}

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) { sinergi::bench::Run({count, values}); }
