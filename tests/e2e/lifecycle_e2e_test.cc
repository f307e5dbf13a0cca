// How the program starts, stops and shows itself.
#include <grpcpp/generic/generic_stub.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <future>
#include <iostream>

#include "tests/support/client.h"
#include "tests/support/eventually.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

using testing::Client;

// What GET /metrics on a loopback port answers.
std::string Scrape(int port) {
  const int socket_fd = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  std::string answer;
  if (connect(socket_fd, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0) {
    const std::string request = "GET /metrics HTTP/1.0\r\n\r\n";
    (void)!write(socket_fd, request.data(), request.size());
    std::array<char, 4096> bytes{};
    ssize_t got = 0;
    while ((got = read(socket_fd, bytes.data(), bytes.size())) > 0) {
      answer.append(bytes.data(), static_cast<std::size_t>(got));
    }
  }
  close(socket_fd);
  return answer;
}

TEST(LifecycleTest, IsReadyWithinASecond) {
  testing::StandaloneProcess server;
  const double first = server.Start();
  server.Stop();
  const double second = server.Start();
  std::cout << "start to ready: " << first << " ms with an empty folder, " << second
            << " ms again\n";
  EXPECT_LT(second, 1000);
}

TEST(LifecycleTest, StopsGracefullyWithAStreamOpen) {
  testing::StandaloneProcess server;
  server.Start();
  Client client(server.address());
  const auto officer = testing::ActorOf(server.data(), "office-officer", "BNNK-PANGKALPINANG");
  notifications::v1::CreateSubscriptionRequest create;
  create.set_request_id(testing::NewRequestId());
  create.set_display_name("Semua");
  create.set_office("BNNK-PANGKALPINANG");
  notifications::v1::CreateSubscriptionResponse made;
  ASSERT_TRUE(client.notifications()
                  .CreateSubscription(Client::ContextFor(officer).get(), create, &made)
                  .ok());
  notifications::v1::StreamEventsRequest request;
  request.set_subscription_id(made.subscription().subscription_id());
  const auto context = Client::ContextFor(officer);
  const auto stream = client.notifications().StreamEvents(context.get(), request);
  notifications::v1::StreamEventsResponse message;
  ASSERT_TRUE(stream->Read(&message));
  EXPECT_EQ(server.Stop(), 0);
  while (stream->Read(&message)) continue;
  const auto error = FromGrpcStatus(stream->Finish());
  EXPECT_EQ(error.reason, "SERVER_STOPPING");
  EXPECT_TRUE(error.retryable);
}

TEST(LifecycleTest, AfterAKillEventsFlowAgainAtOnce) {
  testing::StandaloneProcess server;
  server.Start();
  const auto officer = testing::ActorOf(server.data(), "office-officer", "BNNK-PANGKALPINANG");
  notifications::v1::CreateSubscriptionRequest create;
  create.set_request_id(testing::NewRequestId());
  create.set_display_name("Semua");
  create.set_office("BNNK-PANGKALPINANG");
  notifications::v1::CreateSubscriptionResponse made;
  ASSERT_TRUE(Client(server.address())
                  .notifications()
                  .CreateSubscription(Client::ContextFor(officer).get(), create, &made)
                  .ok());
  server.Kill();
  server.Start();
  Client client(server.address());
  referrals::v1::RegisterFacilityResponse registered;
  ASSERT_TRUE(client.referrals()
                  .RegisterFacility(Client::ContextFor(officer).get(),
                                    testing::IbmUnitRequest("Unit A"), &registered)
                  .ok());
  notifications::v1::StreamEventsRequest request;
  request.set_subscription_id(made.subscription().subscription_id());
  const auto context = Client::ContextFor(officer);
  context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(8));
  const auto stream = client.notifications().StreamEvents(context.get(), request);
  notifications::v1::StreamEventsResponse message;
  while (!message.has_notification() && stream->Read(&message)) continue;
  EXPECT_TRUE(message.has_notification()) << "the dead process's leases are not waited for";
  context->TryCancel();
  while (stream->Read(&message)) continue;
  (void)stream->Finish();
}

TEST(LifecycleTest, ShowsItsMetricsToPrometheus) {
  testing::StandaloneProcess server;
  server.Start();
  Client client(server.address());
  reference::v1::ListOfficesResponse response;
  const auto officer = testing::ActorOf(server.data(), "office-officer", "BNNK-PANGKALPINANG");
  ASSERT_TRUE(
      client.reference().ListOffices(Client::ContextFor(officer).get(), {}, &response).ok());
  const std::string metrics = Scrape(server.metrics_port());
  EXPECT_NE(metrics.find("sinergi_rpc_calls_total{code=\"OK\",method=\"/sinergi.reference.v1."
                         "ReferenceService/ListOffices\"} 1"),
            std::string::npos)
      << metrics.substr(0, 3000);
}

TEST(LifecycleTest, AnswersTheStandardHealthCheck) {
  testing::StandaloneProcess server;
  server.Start();
  Client client(server.address());
  ASSERT_TRUE(client.WaitUntilConnected(std::chrono::seconds(10)));
  // grpc.health.v1.HealthCheckRequest{service: …} and HealthCheckResponse{status: SERVING} on the
  // wire.
  const std::string service = "sinergi.referrals.v1.ReferralsService";
  const std::string request = "\x0a" + std::string(1, static_cast<char>(service.size())) + service;
  grpc::GenericStub stub(client.channel());
  grpc::ClientContext context;
  grpc::ByteBuffer answer;
  const grpc::Slice slice(request);
  const grpc::ByteBuffer question(&slice, 1);
  std::promise<grpc::Status> done;
  stub.UnaryCall(&context, "/grpc.health.v1.Health/Check", {}, &question, &answer,
                 [&](grpc::Status status) { done.set_value(std::move(status)); });
  const auto status = done.get_future().get();
  ASSERT_TRUE(status.ok()) << status.error_message();
  std::vector<grpc::Slice> slices;
  ASSERT_TRUE(answer.Dump(&slices).ok());
  ASSERT_EQ(answer.Length(), 2u);
  EXPECT_EQ(slices.front().begin()[1], 1) << "SERVING";
}

}  // namespace
}  // namespace sinergi
