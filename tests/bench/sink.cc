#include "tests/bench/sink.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>

#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

constexpr std::string_view kTaken = "HTTP/1.1 204 No Content\r\n\r\n";
constexpr std::string_view kUnknown = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

std::size_t LengthOf(std::string_view head) {
  constexpr std::string_view kName = "\r\nContent-Length: ";
  const std::size_t at = head.find(kName);
  if (at == std::string_view::npos) return 0;
  std::size_t length = 0;
  std::from_chars(head.data() + at + kName.size(), head.data() + head.size(), length);
  return length;
}

void Write(int client, std::string_view bytes) {
  if (write(client, bytes.data(), bytes.size()) < 0) Fail("an answer could not be sent");
}

}  // namespace

Sink::Sink(OnPost on_post, bool answers)
    : on_post_(std::move(on_post)), answers_(answers), poll_(epoll_create1(0)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (bind(listener_, generic, size) != 0 || listen(listener_, 1024) != 0 ||
      getsockname(listener_, generic, &size) != 0) {
    Fail("no port could be had");
  }
  port_ = ntohs(address.sin_port);
  Follow(listener_);
}

void Sink::Run() {
  std::array<epoll_event, 256> ready{};
  while (goes_on_) {
    const int found = epoll_wait(poll_, ready.data(), ready.size(), -1);
    for (int i = 0; i < found; ++i) {
      const int descriptor = ready[static_cast<std::size_t>(i)].data.fd;
      descriptor == listener_ ? Accept() : Read(descriptor);
    }
  }
}

void Sink::Follow(int descriptor) const {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.fd = descriptor;
  epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event);
}

void Sink::Accept() const {
  const int client = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
  if (client < 0) return;
  const int on = 1;
  setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  Follow(client);
}

void Sink::Read(int client) {
  std::array<char, 65536> buffer{};
  const ssize_t size = read(client, buffer.data(), buffer.size());
  if (size <= 0) {
    unread_.erase(client);
    close(client);
    return;
  }
  std::string& unread = unread_[client];
  unread.append(buffer.data(), static_cast<std::size_t>(size));
  while (TakeOne(client, unread)) {
  }
}

// One whole request; false when there is none yet.
bool Sink::TakeOne(int client, std::string& unread) {
  const std::size_t end = unread.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const std::string_view head(unread.data(), end);
  const std::size_t whole = end + 4 + LengthOf(head);
  if (unread.size() < whole) return false;
  const std::string_view body(unread.data() + end + 4, whole - end - 4);
  Answer(client, head, body);
  unread.erase(0, whole);
  return true;
}

void Sink::Answer(int client, std::string_view head, std::string_view body) {
  constexpr std::string_view kChallenge = "\"challenge\":\"";
  const std::size_t at = body.find(kChallenge);
  if (head.starts_with("OPTIONS")) return Write(client, kUnknown);
  if (at != std::string_view::npos) {
    const std::string_view rest = body.substr(at + kChallenge.size());
    const std::string text(rest.substr(0, rest.find('"')));
    return Write(client, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(text.size()) +
                             "\r\n\r\n" + text);
  }
  goes_on_ = on_post_(body) && goes_on_;
  if (answers_) Write(client, kTaken);
}

}  // namespace sinergi::bench
