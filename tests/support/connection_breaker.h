#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace sinergi::testing {

// Stands between a client and a server on this machine: listens on a port of its own, passes
// everything on, and breaks connections on demand. Any protocol over TCP. Safe from any thread.
class ConnectionBreaker {
 public:
  explicit ConnectionBreaker(std::uint16_t server_port);
  ~ConnectionBreaker();
  ConnectionBreaker(const ConnectionBreaker&) = delete;
  ConnectionBreaker& operator=(const ConnectionBreaker&) = delete;

  std::uint16_t port() const { return port_; }

  // Breaks every connection that there is; returns when they are broken.
  void CutAll();

  // Whether new connections are broken as soon as they are made.
  void Refuse(bool refuse) { refuses_ = refuse; }

  // Whether nothing is passed on in either direction, as when a cable is out.
  void Hold(bool hold);

  // The next connection whose client sends these bytes is broken: instead of passing them on, or
  // when the server's answer to them has arrived here, which the client then never sees.
  void CutBefore(std::string bytes) { Arm(std::move(bytes), false); }
  void CutAnswerTo(std::string bytes) { Arm(std::move(bytes), true); }

  // Every connection that is made from now on is broken once the server has sent so many bytes,
  // which still arrive; 0 ends that.
  void CutAfter(std::int64_t bytes_of_server) { most_of_server_ = bytes_of_server; }

  // How many connections were made and broken so far.
  int accepted() const { return accepted_; }
  int cuts() const { return cuts_; }

  // How often a client has spoken after its server had.
  int round_trips() const { return round_trips_; }

 private:
  struct Pair {
    int client;
    int server;
    bool is_doomed = false;  // broken when the server answers
    bool client_spoke_last = false;
    std::int64_t left_of_server = -1;  // bytes that still arrive; negative for any number
  };

  void Arm(std::string bytes, bool after_answer);
  void Run(const std::stop_token& stop);
  void Accept();
  bool PassOn(Pair& pair, bool from_client);
  bool IsAwaited(std::string_view bytes);
  void Break(Pair& pair);
  void BreakAll();
  void Ring() const;

  const std::uint16_t server_port_;
  int listener_ = -1;
  int bell_[2] = {-1, -1};  // a pipe that wakes the thread
  std::uint16_t port_ = 0;
  std::atomic<bool> refuses_ = false;
  std::atomic<bool> holds_ = false;
  std::atomic<std::int64_t> most_of_server_ = 0;
  std::atomic<int> accepted_ = 0;
  std::atomic<int> cuts_ = 0;
  std::atomic<int> round_trips_ = 0;
  std::mutex mutex_;
  std::string awaited_;        // guarded by mutex_; empty when nothing is
  bool after_answer_ = false;  // guarded by mutex_
  std::mutex pairs_mutex_;     // held while bytes pass
  std::vector<Pair> pairs_;    // guarded by pairs_mutex_
  std::jthread thread_;
};

}  // namespace sinergi::testing
