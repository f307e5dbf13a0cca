#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/chaos/account.h"
#include "tests/support/client.h"

namespace sinergi::chaos {

// Those who work with referrals: one who sends, one who receives.
struct Cast {
  std::string unit;
  std::string clinic;
  testing::Actor agent;
  testing::Actor receiver;
};

// Clients that take referrals through their whole life. Each call goes to the next replica, and a
// change is repeated with its request_id, at one replica after the other, until it is answered, as
// a careful client does.
class Load {
 public:
  Load(std::vector<std::string> addresses, Cast cast, Account& account);
  ~Load();

  // Each client rests for `pace` after each change.
  void Start(int clients, std::chrono::milliseconds pace = {});

  // Lets every client finish the change it is at.
  void Stop();

  // Calls whose answer is awaited right now, of all replicas or of one, and calls that a broken
  // connection ended.
  int InFlight() const;
  int InFlightAt(std::size_t address) const { return in_flight_.at(address); }
  int Broken() const { return broken_; }

  // Reads right after a change that did not show it, and how long the longest of them went on.
  int Stale() const { return stale_; }
  std::chrono::microseconds LongestStale() const;

  // Asks every replica for every accepted change again: how often another answer than the first
  // came.
  int DifferentAnswers(const std::vector<AcceptedChange>& accepted) const;

  // Reads the referrals at every replica, twice: how often another state came than the last that
  // was accepted, or none.
  int DifferentStates(const std::vector<AcceptedChange>& accepted) const;

 private:
  class Replicas;
  using Asked = std::function<bool(Replicas&, const AcceptedChange&)>;

  void Work(std::size_t number, const std::stop_token& stop);
  bool TakeOneThrough(Replicas& replicas, const std::stop_token& stop);

  // Makes a change until it is answered; false when the load stops first.
  template <class Request, class Response>
  bool Change(Replicas& replicas, const std::stop_token& stop, const std::string& method,
              const std::string& actor, const Request& request, Response& response);

  // Reads at the next replica until it shows at least this revision. Fails when that takes long.
  void ReadBack(Replicas& replicas, const std::string& referral, std::int64_t revision);

  grpc::Status CallOnce(Replicas& replicas, const std::string& method, const std::string& actor,
                        const std::string& request, std::string& response) const;

  // How many of the changes are not answered as `asked` wants it, at each of the replicas.
  int CountRefused(const std::vector<AcceptedChange>& changes, const Asked& asked) const;

  const std::vector<std::string> addresses_;
  const Cast cast_;
  Account& account_;
  mutable std::deque<std::atomic<int>> in_flight_;  // for each address
  std::atomic<int> broken_ = 0;
  std::atomic<int> stale_ = 0;
  std::chrono::milliseconds pace_{0};
  mutable std::mutex mutex_;
  std::chrono::microseconds longest_stale_{0};  // guarded by mutex_
  std::vector<std::jthread> clients_;
};

}  // namespace sinergi::chaos
