#pragma once

#include <curl/curl.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>

struct epoll_event;

namespace sinergi {

// curl's connections, and whom the kernel wakes for them: what a turn costs does not depend on how
// many requests are on their way. One thread at a time, but for Wake.
class HttpConnections {
 public:
  HttpConnections(long most, long most_kept, long most_per_server);
  ~HttpConnections();

  CURLM* multi() const { return multi_.get(); }

  // A connection's socket, before curl has it; and its end, which this brings about. Of two that
  // were tried at the same time curl ends the slower one itself.
  void Opened(int socket) { watched_[socket] = Watched(); }
  void Close(int socket);

  // Lets curl do what it wants to do by now: what was just added goes.
  void ServeTimer();

  // Lets curl do what it can, once something has happened, after Wake, or when `longest` is over.
  void Serve(std::chrono::milliseconds longest);

  // Ends the Serve that runs, or the next one. Any thread.
  void Wake() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Release {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
  };

  // What the kernel watches a connection for, and what curl waits for. One that is kept
  // between two requests stays as it is, so that the next one costs no call of the kernel.
  struct Watched {
    std::uint32_t by_kernel = 0;
    std::uint32_t wanted = 0;

    // curl waits to be connected first.
    bool IsConnecting() const;
  };

  static int Follow(CURL*, curl_socket_t socket, int what, void* connections, void* known);
  static int SetTimer(CURLM*, long ms, void* connections);

  void Watch(int descriptor, std::uint32_t events, std::uint32_t before) const;
  void Act(curl_socket_t socket, int what) const;
  void ServeSocket(const epoll_event& event);
  void TryNextAddresses();
  int WaitFor(std::chrono::milliseconds longest) const;

  const int poll_;
  const int bell_;
  std::unordered_map<int, Watched> watched_;  // by socket
  bool connect_failed_ = false;
  std::optional<Clock::time_point> timer_;  // when curl wants to be called though nothing happens
  std::unique_ptr<CURLM, Release> multi_;   // ends first
};

}  // namespace sinergi
