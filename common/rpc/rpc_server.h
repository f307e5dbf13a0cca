#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "common/identity/caller.h"
#include "common/identity/permissions.h"
#include "common/result/result.h"
#include "common/rpc/call_gate.h"
#include "common/rpc/rpc_service.h"
#include "common/telemetry/metrics.h"
#include "common/time/clock.h"
#include "common/tls/tls_files.h"

namespace sinergi {

// Serves RpcServices over gRPC: verifies the caller, looks up the permission row, passes the
// deadline on, turns errors into rich ones, writes one log line and the metrics of each call.
// Health (for the server and per service) and reflection are open to everybody.
class RpcServer {
 public:
  struct Options {
    std::string listen = "127.0.0.1:7070";  // port 0 takes a free one
    TlsFiles tls;
    std::size_t threads = 16;  // workers for calls that wait
    std::size_t queue = 1024;  // calls that may wait for a worker
    std::size_t stream_threads = 2;
    std::size_t max_streams = 10'000;
    int max_message_bytes = 1 << 20;
    std::chrono::milliseconds longest_call{30'000};  // also for calls without a deadline
    std::chrono::milliseconds drain{10'000};
    DenialHook denied = {};  // may be empty
  };

  // Everything given must outlive the server.
  RpcServer(const TokenVerifier& verifier, const Permissions& permissions, const Clock& clock,
            Metrics& metrics, Options options);
  ~RpcServer();

  void Add(const RpcService& service);

  // Begins to serve and gives the port. UNAVAILABLE ADDRESS_NOT_AVAILABLE when it cannot be had,
  // FAILED_PRECONDITION METHOD_WITHOUT_PERMISSION_ROW when a method has no row and
  // TLS_FILE_UNUSABLE.
  Result<int> Start();

  // Health says NOT_SERVING, streams are ended with UNAVAILABLE, running calls have `drain` to
  // finish, then the rest is cancelled. Safe to call twice.
  void Stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sinergi
