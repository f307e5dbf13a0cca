#pragma once

#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "common/http/http_loop.h"

namespace sinergi {

// An HttpLoop on a thread of its own. Any thread.
class HttpClient {
 public:
  using Options = HttpLoop::Options;

  // On the client's thread, or on the one that ends it; there it does not send.
  using Done = HttpLoop::Done;

  explicit HttpClient(Options options);
  // What is still on its way ends with HTTP_FAILED.
  ~HttpClient();

  void Send(HttpRequest request, Done done);

  // Sends and waits.
  Result<HttpAnswer> SendAndWait(HttpRequest request);

 private:
  using Queued = std::pair<HttpRequest, Done>;

  void Run(const std::stop_token& stop);
  void TakeQueued();

  std::mutex mutex_;
  std::vector<Queued> queued_;  // guarded by mutex_
  HttpLoop loop_;
  std::jthread thread_;
};

}  // namespace sinergi
