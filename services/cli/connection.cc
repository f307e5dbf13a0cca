#include "services/cli/connection.h"

#include <thread>

#include "common/ids/uuid.h"
#include "common/time/clock.h"
#include "services/cli/pauses.h"

namespace sinergi::cli {
namespace {

constexpr std::chrono::milliseconds kFirstPause{200};
constexpr std::chrono::milliseconds kLongestPause{2'000};

std::shared_ptr<grpc::Channel> Open(const std::string& server) {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2'000);
  if (!IsLoopback(server)) {
    return grpc::CreateCustomChannel(server, grpc::SslCredentials({}), arguments);
  }
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  return grpc::CreateCustomChannel(server, grpc::InsecureChannelCredentials(), arguments);
}

bool MayComeLater(const grpc::Status& status) {
  return status.error_code() == grpc::StatusCode::UNAVAILABLE ||
         status.error_code() == grpc::StatusCode::DEADLINE_EXCEEDED;
}

}  // namespace

std::string NewRequestId() { return Uuid::Make(SystemClock().Now()).ToString(); }

bool IsLoopback(const std::string& server) {
  if (server.starts_with("unix:")) return true;
  const std::string host = server.substr(0, server.rfind(':'));
  if (host == "localhost" || host == "[::1]") return true;
  // A name such as 127.example.org is somebody else's.
  return host.starts_with("127.") && host.find_first_not_of("0123456789.") == std::string::npos;
}

Connection::Connection(const std::string& server, std::string token,
                       std::chrono::milliseconds timeout)
    : channel_(Open(server)),
      token_(std::move(token)),
      timeout_(timeout),
      trace_(TraceContext::New()) {}

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
