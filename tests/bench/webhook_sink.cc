// An endpoint that costs as little as may be: answers challenges, and counts whatever else is
// posted to it. Prints its port, and after `count` posts how many came a second between the first
// and the last; then it ends.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "tests/bench/arguments.h"

namespace sinergi::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::string_view kTaken = "HTTP/1.1 204 No Content\r\n\r\n";
constexpr std::string_view kUnknown = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

class Sink {
 public:
  explicit Sink(std::int64_t count) : count_(count), poll_(epoll_create1(0)) {
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
    Follow(listener_);
    Print("port", std::to_string(ntohs(address.sin_port)));
    std::fflush(stdout);
  }

  void Run() {
    std::array<epoll_event, 256> ready{};
    while (taken_ < count_) {
      const int found = epoll_wait(poll_, ready.data(), ready.size(), -1);
      for (int i = 0; i < found; ++i) {
        const int descriptor = ready[static_cast<std::size_t>(i)].data.fd;
        descriptor == listener_ ? Accept() : Read(descriptor);
      }
    }
    const std::chrono::duration<double> took = last_ - first_;
    Print("per_second", static_cast<double>(count_ - 1) / took.count());
  }

 private:
  void Follow(int descriptor) const {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = descriptor;
    epoll_ctl(poll_, EPOLL_CTL_ADD, descriptor, &event);
  }

  void Accept() {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
    if (client < 0) return;
    const int on = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Follow(client);
  }

  void Read(int client) {
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
  bool TakeOne(int client, std::string& unread) {
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

  static std::size_t LengthOf(std::string_view head) {
    constexpr std::string_view kName = "\r\nContent-Length: ";
    const std::size_t at = head.find(kName);
    if (at == std::string_view::npos) return 0;
    std::size_t length = 0;
    std::from_chars(head.data() + at + kName.size(), head.data() + head.size(), length);
    return length;
  }

  void Answer(int client, std::string_view head, std::string_view body) {
    constexpr std::string_view kChallenge = "\"challenge\":\"";
    const std::size_t at = body.find(kChallenge);
    if (head.starts_with("OPTIONS")) return Write(client, kUnknown);
    if (at != std::string_view::npos) {
      const std::string_view rest = body.substr(at + kChallenge.size());
      const std::string text(rest.substr(0, rest.find('"')));
      return Write(client, "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(text.size()) +
                               "\r\n\r\n" + text);
    }
    last_ = Clock::now();
    if (taken_++ == 0) first_ = last_;
    Write(client, kTaken);
  }

  static void Write(int client, std::string_view bytes) {
    if (write(client, bytes.data(), bytes.size()) < 0) Fail("an answer could not be sent");
  }

  const std::int64_t count_;
  const int poll_;
  int listener_ = -1;
  std::int64_t taken_ = 0;
  Clock::time_point first_, last_;
  std::map<int, std::string> unread_;
};

}  // namespace
}  // namespace sinergi::bench

int main(int count, char** values) {
  sinergi::bench::Sink(sinergi::bench::Arguments(count, values).Number("count")).Run();
}
