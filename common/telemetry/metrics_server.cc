#include "common/telemetry/metrics_server.h"

#include <httplib.h>

#include <charconv>
#include <utility>

#include "common/telemetry/reasons.h"
#include "common/tls/tls_server.h"

namespace sinergi {
namespace {

constexpr int kThreads = 2;
constexpr int kPatienceSeconds = 5;  // with a client that sends or takes nothing
constexpr std::size_t kMostPayloadBytes = 1024;
constexpr char kTextFormat[] = "text/plain; version=0.0.4; charset=utf-8";

std::unique_ptr<httplib::Server> MakeServer(const TlsFiles& tls) {
  if (!tls.IsOn()) return std::make_unique<httplib::Server>();
  return std::make_unique<httplib::SSLServer>([&tls](SSL_CTX& context) {
    ServeWith(context, tls);
    return true;
  });
}

// Of "host:port" or "[host]:port"; -1 for anything else.
std::pair<std::string, int> Split(const std::string& address) {
  const std::size_t colon = address.rfind(':');
  if (colon == std::string::npos) return {"", -1};
  std::string host = address.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  int port = -1;
  const char* end = address.data() + address.size();
  const auto read = std::from_chars(address.data() + colon + 1, end, port);
  if (read.ec != std::errc() || read.ptr != end || port > 65535) port = -1;
  return {host, port};
}

}  // namespace

MetricsServer::MetricsServer(TlsFiles tls) : tls_(std::move(tls)), server_(MakeServer(tls_)) {}

Result<std::unique_ptr<MetricsServer>> MetricsServer::Start(const std::string& address,
                                                            const TlsFiles& tls,
                                                            std::function<std::string()> text) {
  std::unique_ptr<MetricsServer> made(new MetricsServer(tls));
  if (!made->server_->is_valid() || !made->Bind(address)) {
    return Error::Of(reasons::kMetricsAddressUnavailable, {{"address", address}});
  }
  made->Serve(std::move(text));
  return made;
}

MetricsServer::~MetricsServer() {
  if (!thread_.joinable()) return;
  while (!server_->is_running()) std::this_thread::yield();  // it does not hear a stop before
  server_->stop();
}

bool MetricsServer::Bind(const std::string& address) {
  // Not shared with another process, as the library would have it.
  server_->set_socket_options([](int socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
  const auto [host, port] = Split(address);
  if (port < 0) return false;
  if (port == 0) {
    port_ = server_->bind_to_any_port(host);
  } else if (server_->bind_to_port(host, port)) {
    port_ = port;
  }
  return port_ > 0;
}

void MetricsServer::Serve(std::function<std::string()> text) {
  server_->new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
  server_->set_read_timeout(kPatienceSeconds);
  server_->set_write_timeout(kPatienceSeconds);
  server_->set_payload_max_length(kMostPayloadBytes);
  server_->Get("/metrics",
               [text = std::move(text)](const httplib::Request&, httplib::Response& response) {
                 response.set_content(text(), kTextFormat);
               });
  thread_ = std::jthread([this] { server_->listen_after_bind(); });
}

}  // namespace sinergi
