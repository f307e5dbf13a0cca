#include "services/cli/connection.h"

#include <fstream>
#include <sstream>
#include <thread>

#include "common/ids/uuid.h"
#include "common/time/clock.h"
#include "services/cli/pauses.h"

namespace sinergi::cli {
namespace {

constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::chrono::milliseconds kLongestPause{2'000};

// What a file holds. One that holds nothing is no authority: gRPC would take the system's instead.
std::string Read(const std::string& file) {
  if (file.empty()) return "";
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str().empty() ? "nobody is trusted" : text.str();
}

std::shared_ptr<grpc::ChannelCredentials> Credentials(const ConnectionTls& tls) {
  if (tls.certificate.empty()) return grpc::SslCredentials({Read(tls.authorities), "", ""});
  const std::string own = Read(tls.certificate);
  return grpc::SslCredentials({Read(tls.authorities), own, own});
}

std::shared_ptr<grpc::Channel> Open(const std::string& target, bool in_the_clear,
                                    const ConnectionTls& tls) {
  grpc::ChannelArguments arguments;
  arguments.SetLoadBalancingPolicyName("round_robin");
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  if (!in_the_clear) return grpc::CreateCustomChannel(target, Credentials(tls), arguments);
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(target, grpc::InsecureChannelCredentials(), arguments);
}

bool MayComeLater(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
}

}  // namespace

std::string NewRequestId() { return Uuid::Make(SystemClock().Now()).ToString(); }

Connection::Connection(const std::string& servers, std::string token,
                       std::chrono::milliseconds timeout, ConnectionTls tls)
    : servers_(Servers::Parse(servers).value_or(Servers())),
      token_(std::move(token)),
      timeout_(timeout),
      trace_(TraceContext::New()),
      tls_(std::move(tls)) {}

std::shared_ptr<grpc::Channel> Connection::ChannelOf(const std::string& service) const {
  const std::string& target = servers_.TargetOf(service);
  const std::lock_guard lock(mutex_);
  auto& channel = channels_[target];
  if (!channel) channel = Open(target, servers_.AreLoopback() && !tls_.IsAskedFor(), tls_);
  return channel;
}

// "sinergi.referrals.v1" is of the service referrals, which also hosts assessments.
std::string Connection::ServiceOfPackage(const std::string& package) {
  const std::size_t begin = package.find('.') + 1;
  const std::string service = package.substr(begin, package.find('.', begin) - begin);
  return service == "tat" ? "referrals" : service;
}

std::unique_ptr<grpc::ClientContext> Connection::NewContext(std::chrono::milliseconds limit) const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(std::chrono::system_clock::now() + limit);
  if (!token_.empty()) context->AddMetadata("authorization", "Bearer " + token_);
  context->AddMetadata("traceparent", trace_.Child().ToString());
  return context;
}

grpc::Status Connection::Try(const std::function<grpc::Status(grpc::ClientContext&)>& call,
                             int attempts) const {
  Pauses pauses(kFirstPause, kLongestPause);
  while (true) {
    const auto context = NewContext(timeout_);
    grpc::Status status = call(*context);
    if (--attempts == 0 || !MayComeLater(status)) return status;
    std::this_thread::sleep_for(pauses.Next());
  }
}

}  // namespace sinergi::cli
