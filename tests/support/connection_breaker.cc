#include "tests/support/connection_breaker.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace sinergi::testing {
namespace {

sockaddr_in Loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

void SendAtOnce(int descriptor) {
  const int yes = 1;
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
}

int Connect(std::uint16_t port) {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = Loopback(port);
  if (connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    SendAtOnce(descriptor);
    return descriptor;
  }
  close(descriptor);
  return -1;
}

bool SendAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

}  // namespace

ConnectionBreaker::ConnectionBreaker(std::uint16_t server_port) : server_port_(server_port) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = Loopback(0);
  socklen_t size = sizeof address;
  auto* raw = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, raw, size) != 0 || listen(listener_, 128) != 0 ||
      getsockname(listener_, raw, &size) != 0 || pipe(bell_) != 0) {
    throw std::runtime_error("the connection breaker cannot listen");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { Run(stop); });
}

ConnectionBreaker::~ConnectionBreaker() {
  thread_.request_stop();
  Ring();
  thread_.join();
  BreakAll();
  for (const int descriptor : {listener_, bell_[0], bell_[1]}) close(descriptor);
}

void ConnectionBreaker::CutAll() {
  BreakAll();
  Ring();
}

void ConnectionBreaker::Hold(bool hold) {
  holds_ = hold;
  Ring();
}

void ConnectionBreaker::Arm(std::string bytes, bool after_answer) {
  const std::lock_guard lock(mutex_);
  awaited_ = std::move(bytes);
  after_answer_ = after_answer;
}

void ConnectionBreaker::Ring() const {
  const char sound = 0;
  (void)!write(bell_[1], &sound, 1);
}

void ConnectionBreaker::Run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<pollfd> waiting{{listener_, POLLIN, 0}, {bell_[0], POLLIN, 0}};
    if (!holds_) {
      const std::lock_guard lock(pairs_mutex_);
      for (const Pair& pair : pairs_) {
        waiting.push_back({pair.client, POLLIN, 0});
        waiting.push_back({pair.server, POLLIN, 0});
      }
    }
    poll(waiting.data(), waiting.size(), -1);
    if (waiting[1].revents != 0) {
      std::array<char, 64> sounds{};
      (void)!read(bell_[0], sounds.data(), sounds.size());
      continue;  // the pairs may be others now
    }
    if (waiting[0].revents != 0) Accept();
    const std::lock_guard lock(pairs_mutex_);
    for (std::size_t i = 2; i < waiting.size(); ++i) {
      if (waiting[i].revents == 0 || (i - 2) / 2 >= pairs_.size()) continue;
      Pair& pair = pairs_[(i - 2) / 2];
      const bool from_client = i % 2 == 0;
      if (waiting[i].fd != (from_client ? pair.client : pair.server)) continue;
      if (!PassOn(pair, from_client)) Break(pair);
    }
    std::erase_if(pairs_, [](const Pair& pair) { return pair.client < 0; });
  }
}

void ConnectionBreaker::Accept() {
  const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
  if (client < 0) return;
  ++accepted_;
  const int server = refuses_ ? -1 : Connect(server_port_);
  if (server < 0) {
    close(client);
    return;
  }
  SendAtOnce(client);
  const std::lock_guard lock(pairs_mutex_);
  pairs_.push_back({client, server});
  if (most_of_server_ > 0) pairs_.back().left_of_server = most_of_server_;
}

// False when the connection has come to its end.
bool ConnectionBreaker::PassOn(Pair& pair, bool from_client) {
  std::array<char, 65536> buffer{};
  const ssize_t size = read(from_client ? pair.client : pair.server, buffer.data(), buffer.size());
  if (size <= 0) return false;
  const std::string_view bytes(buffer.data(), static_cast<std::size_t>(size));
  if (from_client && !pair.client_spoke_last) ++round_trips_;
  pair.client_spoke_last = from_client;
  if (from_client && IsAwaited(bytes)) {
    const std::lock_guard lock(mutex_);
    awaited_.clear();
    pair.is_doomed = after_answer_;
    if (!after_answer_) return false;
  } else if (!from_client && pair.is_doomed) {
    return false;
  }
  if (from_client || pair.left_of_server < 0) {
    return SendAll(from_client ? pair.server : pair.client, bytes);
  }
  const auto passed = std::min(size, static_cast<ssize_t>(pair.left_of_server));
  pair.left_of_server -= passed;
  return SendAll(pair.client, bytes.substr(0, static_cast<std::size_t>(passed))) &&
         pair.left_of_server > 0;
}

bool ConnectionBreaker::IsAwaited(std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  return !awaited_.empty() && bytes.find(awaited_) != std::string_view::npos;
}

void ConnectionBreaker::Break(Pair& pair) {
  if (pair.client < 0) return;
  ++cuts_;
  for (const int descriptor : {pair.client, pair.server}) {
    shutdown(descriptor, SHUT_RDWR);  // at once, also while the thread polls it
    close(descriptor);
  }
  pair.client = pair.server = -1;
}

void ConnectionBreaker::BreakAll() {
  const std::lock_guard lock(pairs_mutex_);
  for (Pair& pair : pairs_) Break(pair);
  pairs_.clear();
}

}  // namespace sinergi::testing
