#pragma once

#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/client.h"
#include "tests/support/full_stack.h"

namespace sinergi::testing {

// An office on a full stack with a unit that sends, a clinic that receives, those who work there,
// and a subscription to all that happens to their referrals.
struct FullStackOffice {
  explicit FullStackOffice(const FullStack& stack);

  Actor officer, agent, receiver;
  std::string unit, clinic, subscription;
};

// A subscription to all that happens to referrals of the office's area: streamed, or posted to a
// webhook that is still to be verified. Its id.
std::string SubscribeOffice(Client& client, const Actor& officer, const std::string& webhook = "");

// Reads a subscription's stream through the replicas of notifications: when it is cut, it goes on
// at the next replica from where it ended.
class FullStackSubscriber {
 public:
  using Seen = std::function<void(const notifications::v1::Notification&)>;

  // `seen` is called by one thread, in the order of the stream.
  FullStackSubscriber(const FullStack& stack, const FullStackOffice& office, Seen seen);

  // Ends the stream; `seen` is not called afterwards.
  void Stop();

  // How many streams have given something so far, and which replica the current one is of, from 0.
  int Streams() const { return streams_; }
  std::size_t Replica() const { return replica_; }

 private:
  void Watch(const std::stop_token& stop);
  void Read(const std::stop_token& stop, Client& client);

  const std::vector<std::string> addresses_;
  const Actor actor_;
  const std::string subscription_;
  const Seen seen_;
  std::string token_;
  std::atomic<int> streams_ = 0;
  std::atomic<std::size_t> replica_ = 0;
  std::jthread thread_;
};

}  // namespace sinergi::testing
