#include "tests/support/redis_impostor.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <utility>
#include <vector>

namespace sinergi::testing {
namespace {

constexpr int kLookMs = 20;  // how long its end may have to wait

bool Readable(int socket) {
  pollfd waited{socket, POLLIN, 0};
  return poll(&waited, 1, kLookMs) > 0;
}

}  // namespace

RedisImpostor::RedisImpostor(std::string answer, bool ends)
    : answer_(std::move(answer)),
      ends_(ends),
      listener_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || getsockname(listener_, generic, &size) != 0 ||
      listen(listener_, SOMAXCONN) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { Serve(stop); });
}

RedisImpostor::~RedisImpostor() {
  thread_.request_stop();
  thread_.join();
  close(listener_);
}

RedisOptions RedisImpostor::Options() const {
  RedisOptions options;
  options.url.host = "127.0.0.1";
  options.url.port = port_;
  options.command_timeout = std::chrono::milliseconds(20);
  options.connect_timeout = std::chrono::milliseconds(100);
  options.first_backoff = options.longest_backoff = std::chrono::milliseconds(5);
  return options;
}

void RedisImpostor::Serve(const std::stop_token& stop) {
  std::vector<int> open;
  while (!stop.stop_requested()) {
    if (!Readable(listener_)) continue;
    const int connection = accept(listener_, nullptr, nullptr);
    std::array<char, 1024> bytes;
    while (!Readable(connection) && !stop.stop_requested()) continue;
    [[maybe_unused]] const auto got = recv(connection, bytes.data(), bytes.size(), MSG_DONTWAIT);
    [[maybe_unused]] const auto sent =
        send(connection, answer_.data(), answer_.size(), MSG_NOSIGNAL);
    open.push_back(connection);
    if (ends_) {
      close(open.back());
      open.pop_back();
    }
  }
  for (const int connection : open) close(connection);
}

}  // namespace sinergi::testing
