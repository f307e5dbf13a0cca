#pragma once

#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "common/result/result.h"
#include "common/tls/tls_files.h"

namespace httplib {
class Server;
}

namespace sinergi {

// Answers GET /metrics until it ends.
class MetricsServer {
 public:
  // Listens on "host:port"; port 0 takes a free one. `text` is asked from several threads. The
  // files have been checked. UNAVAILABLE when the address cannot be had.
  static Result<std::unique_ptr<MetricsServer>> Start(const std::string& address,
                                                      const TlsFiles& tls,
                                                      std::function<std::string()> text);
  ~MetricsServer();

  int port() const { return port_; }

 private:
  explicit MetricsServer(TlsFiles tls);

  bool Bind(const std::string& address);
  void Serve(std::function<std::string()> text);

  const TlsFiles tls_;
  const std::unique_ptr<httplib::Server> server_;
  int port_ = -1;
  std::jthread thread_;
};

}  // namespace sinergi
