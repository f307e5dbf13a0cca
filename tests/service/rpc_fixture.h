#pragma once

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>
#include <vector>

#include "common/identity/development_issuer.h"
#include "common/identity/jwt_verifier.h"
#include "common/identity/token_keys.h"
#include "common/rpc/grpc_status.h"
#include "common/rpc/rpc_server.h"
#include "sinergi/notifications/v1/notifications_service.grpc.pb.h"
#include "sinergi/reference/v1/reference_service.grpc.pb.h"
#include "tests/service/rpc_feed.h"
#include "tests/support/eventually.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {

// A server of two small services on a free port, and a client: GetRegion runs `handler_`,
// StreamEvents gives what the test puts into the feed of its subscription_id.
class RpcTest : public ::testing::Test {
 protected:
  using Request = reference::v1::GetRegionRequest;
  using Handler = std::function<Result<std::string>(const Call&, const Request&)>;
  using Stream = std::unique_ptr<grpc::ClientReader<notifications::v1::StreamEventsResponse>>;

  static constexpr char kGet[] = "/sinergi.reference.v1.ReferenceService/GetRegion";
  static constexpr char kStream[] = "/sinergi.notifications.v1.NotificationsService/StreamEvents";

  void SetUp() override {
    options_.listen = "127.0.0.1:0";
    issuer_ = *DevelopmentIssuer::Open(folder_ / "key.jwk");
    verifier_ = *JwtVerifier::Create(
        *TokenKeys::Fixed(issuer_->PublicKeys()),
        {std::string(DevelopmentIssuer::kIssuer), std::string(DevelopmentIssuer::kAudience)},
        clock_);
    officer_ = TokenOf("office-officer");
  }

  void TearDown() override { server_.reset(); }

  // With the options, rows and handler of this moment.
  Result<int> TryStart() {
    server_.reset();
    permissions_.emplace(rows_, *RoleTable::Parse("role,permission\n"
                                                  "office-officer,areas.read\n"
                                                  "office-officer,events.read\n"));
    server_ = std::make_unique<RpcServer>(*verifier_, *permissions_, clock_, metrics_, options_);
    RpcService reference("sinergi.reference.v1.ReferenceService");
    reference.Unary<Request>("GetRegion", [this](const Call& call, const Request& request) {
      return handler_(call, request);
    });
    if (kept_) reference.LookFirst<Request>("GetRegion", kept_);
    server_->Add(reference);
    RpcService notifications("sinergi.notifications.v1.NotificationsService");
    notifications.Stream<notifications::v1::StreamEventsRequest>(
        "StreamEvents", [this](const Call&, const auto& request, std::function<void()> wake) {
          return feeds_.Open(request.subscription_id(), std::move(wake));
        });
    server_->Add(notifications);
    return server_->Start();
  }

  void Start() {
    const auto port = TryStart();
    ASSERT_TRUE(port) << port.error().Text(Language::kEnglish);
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    address_ = "127.0.0.1:" + std::to_string(*port);
    channel_ = grpc::CreateCustomChannel(address_, grpc::InsecureChannelCredentials(), arguments);
    reference_ = reference::v1::ReferenceService::NewStub(channel_);
    notifications_ = notifications::v1::NotificationsService::NewStub(channel_);
  }

  std::string TokenOf(const std::string& role) {
    return *issuer_->Issue({role + "-1", {role}, "BNNK-CIAMIS", "", {}}, clock_.Now(),
                           std::chrono::hours(1));
  }

  static std::unique_ptr<grpc::ClientContext> ContextFor(const std::string& token) {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
    if (!token.empty()) context->AddMetadata("authorization", "Bearer " + token);
    return context;
  }

  grpc::Status Get(grpc::ClientContext& context) {
    reference::v1::GetRegionResponse response;
    return reference_->GetRegion(&context, {}, &response);
  }
  grpc::Status Get(const std::string& token) { return Get(*ContextFor(token)); }
  grpc::Status Get() { return Get(officer_); }

  // The same from a thread of its own.
  std::future<grpc::Status> GetSoon() {
    return std::async(std::launch::async, [this] { return Get(); });
  }

  Stream Open(grpc::ClientContext& context, const std::string& feed) {
    notifications::v1::StreamEventsRequest request;
    request.set_subscription_id(feed);
    return notifications_->StreamEvents(&context, request);
  }

  // The number of the stream's next message; -1 at its end.
  static std::int64_t Next(const Stream& stream) {
    notifications::v1::StreamEventsResponse message;
    return stream->Read(&message) ? message.heartbeat().last_number() : -1;
  }

  static ::testing::AssertionResult IsRefused(const grpc::Status& status, const std::string& code,
                                              const std::string& reason) {
    const RemoteError error = FromGrpcStatus(status);
    if (!status.ok() && error.code == code && error.reason == reason) {
      return ::testing::AssertionSuccess();
    }
    return ::testing::AssertionFailure()
           << error.code << " " << error.reason << " " << error.english;
  }

  // How many calls of a method ended with a code, as the metrics say.
  int Counted(const std::string& method, const std::string& code) const {
    const std::string sample =
        "sinergi_rpc_calls_total{code=\"" + code + "\",method=\"" + method + "\"} ";
    const std::string text = metrics_.Text();
    const std::size_t at = text.find(sample);
    return at == std::string::npos ? 0 : std::stoi(text.substr(at + sample.size()));
  }

  testing::TemporaryFolder folder_;
  ManualClock clock_{FromMicroseconds(1'772'600'000'000'000)};
  Metrics metrics_;
  std::unique_ptr<DevelopmentIssuer> issuer_;
  std::unique_ptr<JwtVerifier> verifier_;
  std::string officer_;
  std::vector<PermissionRow> rows_{{kGet, "areas.read"}, {kStream, "events.read"}};
  RpcServer::Options options_;
  std::function<void(const Call&, const Request&, RpcService::KeptAnswer)> kept_;  // may be none
  Handler handler_ = [](const Call&, const Request&) { return std::string(); };
  testing::Feeds feeds_;
  std::optional<Permissions> permissions_;
  std::unique_ptr<RpcServer> server_;
  std::string address_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<reference::v1::ReferenceService::Stub> reference_;
  std::unique_ptr<notifications::v1::NotificationsService::Stub> notifications_;
};

}  // namespace sinergi
