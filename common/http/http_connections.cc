#include "common/http/http_connections.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <system_error>
#include <utility>

namespace sinergi {
namespace {

CURLM* NewMulti() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  return curl_multi_init();
}

}  // namespace

HttpConnections::HttpConnections(long most, long most_kept, long most_per_server)
    : poll_(epoll_create1(EPOLL_CLOEXEC)),
      bell_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      multi_(NewMulti()) {
  if (poll_ < 0 || bell_ < 0) {
    throw std::system_error(errno, std::generic_category(), "epoll, eventfd");
  }
  Watch(bell_, EPOLLIN, 0);
  curl_multi_setopt(multi(), CURLMOPT_SOCKETFUNCTION, &Follow);
  curl_multi_setopt(multi(), CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi(), CURLMOPT_TIMERFUNCTION, &SetTimer);
  curl_multi_setopt(multi(), CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi(), CURLMOPT_MAX_TOTAL_CONNECTIONS, most);
  curl_multi_setopt(multi(), CURLMOPT_MAXCONNECTS, most_kept);
  curl_multi_setopt(multi(), CURLMOPT_MAX_HOST_CONNECTIONS, most_per_server);
}

HttpConnections::~HttpConnections() {
  multi_.reset();
  close(bell_);
  close(poll_);
}

void HttpConnections::Watch(int descriptor, std::uint32_t events, std::uint32_t before) const {
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  const int change = events == 0 ? EPOLL_CTL_DEL : before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  epoll_ctl(poll_, change, descriptor, &event);
}

bool HttpConnections::Watched::IsConnecting() const {
  return by_kernel == EPOLLOUT || wanted == EPOLLOUT;
}

void HttpConnections::Close(int socket) {
  const auto connection = watched_.find(socket);
  if (connection != watched_.end()) {
    connect_failed_ = connect_failed_ || connection->second.IsConnecting();
    watched_.erase(connection);
  }
  close(socket);
}

// curl says which of its sockets it waits for, and what for. Of those that are no connection, as of
// the thread that looks up a name, `known` says whether the kernel watches them.
int HttpConnections::Follow(CURL* /*handle*/, curl_socket_t socket, int what, void* connections,
                            void* known) {
  auto& all = *static_cast<HttpConnections*>(connections);
  std::uint32_t wanted = 0;
  if (what == CURL_POLL_IN || what == CURL_POLL_INOUT) wanted |= EPOLLIN;
  if (what == CURL_POLL_OUT || what == CURL_POLL_INOUT) wanted |= EPOLLOUT;
  const auto connection = all.watched_.find(socket);
  if (connection == all.watched_.end()) {
    all.Watch(socket, wanted, known == nullptr ? 0U : 1U);
    if (wanted != 0) curl_multi_assign(all.multi(), socket, connections);
    return 0;
  }
  Watched& watched = connection->second;
  if (wanted == 0 && watched.IsConnecting()) {  // it may end without a word
    all.Watch(socket, 0, std::exchange(watched.by_kernel, 0));
  }
  watched.wanted = wanted;
  if (wanted != 0 && wanted != watched.by_kernel) {
    all.Watch(socket, wanted, std::exchange(watched.by_kernel, wanted));
  }
  return 0;
}

int HttpConnections::SetTimer(CURLM* /*multi*/, long ms, void* connections) {
  auto& all = *static_cast<HttpConnections*>(connections);
  all.timer_.reset();
  if (ms >= 0) all.timer_ = Clock::now() + std::chrono::milliseconds(ms);
  return 0;
}

void HttpConnections::Act(curl_socket_t socket, int what) const {
  int running = 0;
  curl_multi_socket_action(multi(), socket, what, &running);
}

void HttpConnections::ServeTimer() {
  if (!timer_ || *timer_ > Clock::now()) return;
  timer_.reset();
  Act(CURL_SOCKET_TIMEOUT, 0);
}

void HttpConnections::ServeSocket(const epoll_event& event) {
  if (event.data.fd == bell_) {
    std::uint64_t rung = 0;
    [[maybe_unused]] const auto size = read(bell_, &rung, sizeof rung);
    return;
  }
  const auto connection = watched_.find(event.data.fd);
  if (connection != watched_.end() && connection->second.wanted == 0) {
    // Its server has closed it: curl finds out when it wants to use it again.
    return Watch(event.data.fd, 0, std::exchange(connection->second.by_kernel, 0));
  }
  const int in = (event.events & (EPOLLIN | EPOLLHUP)) != 0 ? CURL_CSELECT_IN : 0;
  const int out = (event.events & EPOLLOUT) != 0 ? CURL_CSELECT_OUT : 0;
  const int error = (event.events & EPOLLERR) != 0 ? CURL_CSELECT_ERR : 0;
  Act(event.data.fd, in | out | error);
}

void HttpConnections::Serve(std::chrono::milliseconds longest) {
  constexpr int kAtOnce = 64;
  std::array<epoll_event, kAtOnce> events{};
  int found = epoll_wait(poll_, events.data(), kAtOnce, WaitFor(longest));
  while (found > 0) {
    for (int i = 0; i < found; ++i) ServeSocket(events[static_cast<std::size_t>(i)]);
    found = found < kAtOnce ? 0 : epoll_wait(poll_, events.data(), kAtOnce, 0);
  }
  ServeTimer();
  if (std::exchange(connect_failed_, false)) TryNextAddresses();
}

// curl tries the next address of a name only when it is called again, and nothing else calls it.
void HttpConnections::TryNextAddresses() {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  int running = 0;
  curl_multi_socket_all(multi(), &running);
#pragma GCC diagnostic pop
}

// In milliseconds, no longer than curl allows.
int HttpConnections::WaitFor(std::chrono::milliseconds longest) const {
  if (!timer_) return static_cast<int>(longest.count());
  const auto until = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - Clock::now());
  return static_cast<int>(std::clamp(until, std::chrono::milliseconds(0), longest).count());
}

void HttpConnections::Wake() const {
  const std::uint64_t once = 1;
  [[maybe_unused]] const auto size = write(bell_, &once, sizeof once);
}

}  // namespace sinergi
