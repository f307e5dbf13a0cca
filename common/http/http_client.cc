#include "common/http/http_client.h"

#include <future>

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kLongestWait{1000};

}  // namespace

HttpClient::HttpClient(Options options)
    : loop_(std::move(options)), thread_([this](const std::stop_token& stop) { Run(stop); }) {}

HttpClient::~HttpClient() {
  thread_.request_stop();
  loop_.Wake();
  thread_.join();
  TakeQueued();
}

void HttpClient::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    TakeQueued();
    loop_.Wait(kLongestWait);
  }
}

void HttpClient::TakeQueued() {
  std::vector<Queued> taken;
  {
    const std::lock_guard lock(mutex_);
    taken.swap(queued_);
  }
  for (auto& [request, done] : taken) loop_.Send(std::move(request), std::move(done));
}

void HttpClient::Send(HttpRequest request, Done done) {
  bool first = false;
  {
    const std::lock_guard lock(mutex_);
    first = queued_.empty();
    queued_.emplace_back(std::move(request), std::move(done));
  }
  if (first) loop_.Wake();
}

Result<HttpAnswer> HttpClient::SendAndWait(HttpRequest request) {
  std::promise<Result<HttpAnswer>> answer;
  Send(std::move(request), [&answer](Result<HttpAnswer> got) { answer.set_value(std::move(got)); });
  return answer.get_future().get();
}

}  // namespace sinergi
