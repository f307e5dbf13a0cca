#pragma once

#include <atomic>
#include <functional>
#include <map>
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

// Clients that take referrals through their whole life, each change repeated with its request_id
// until it is answered, as a careful client does.
class Load {
 public:
  Load(std::string address, Cast cast, Account& account);
  ~Load();

  void Start(int clients);

  // Lets every client finish the change it is at.
  void Stop();

  // Calls whose answer is awaited right now, and calls that a broken connection ended.
  int InFlight() const { return in_flight_; }
  int Broken() const { return broken_; }

  // Asks for every accepted change again: how many got another answer than the first.
  int DifferentAnswers(const std::vector<AcceptedChange>& accepted);

 private:
  void Work(std::stop_token stop);
  bool TakeOneThrough(testing::Client& client, const std::stop_token& stop);

  // Makes a change until it is answered; gives the referral's id, empty when the load stops first.
  template <class Request, class Response>
  bool Change(testing::Client& client, const std::stop_token& stop, const std::string& method,
              const std::string& actor, const Request& request, Response& response);

  grpc::Status CallOnce(testing::Client& client, const std::string& method,
                        const std::string& actor, const std::string& request,
                        std::string& response);

  const std::string address_;
  const Cast cast_;
  Account& account_;
  std::atomic<int> in_flight_ = 0;
  std::atomic<int> broken_ = 0;
  std::vector<std::jthread> clients_;
};

}  // namespace sinergi::chaos
