#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/chaos/account.h"
#include "tests/support/eventually.h"
#include "tests/support/full_stack_endpoint.h"
#include "tests/support/full_stack_office.h"

namespace sinergi {

// Tests on one full stack, which is started once for the program and left well by each test.
// Every change that a test makes through the fixture is accounted for at its end: seen by the
// subscriber exactly once, in order, without a gap in the numbers, and posted to the endpoint.
class FullStackTest : public ::testing::Test {
 protected:
  static constexpr std::chrono::seconds kRelayLease{2};
  static constexpr std::chrono::seconds kPatience{60};

  void SetUp() override;
  void TearDown() override;

  // What all tests share.
  struct World {
    testing::FullStack stack{Settings()};
    std::unique_ptr<testing::FullStackOffice> office;
    chaos::Account account;
    std::unique_ptr<testing::FullStackSubscriber> subscriber;
    std::unique_ptr<testing::FullStackEndpoint> endpoint;
    std::vector<std::unique_ptr<testing::Client>> referrals;  // of each replica
    bool runs = false;
  };
  static testing::FullStack::Settings Settings();
  static World& world();
  static testing::FullStack& stack() { return world().stack; }
  static testing::FullStackServers& servers() { return world().stack.servers(); }
  static referrals::v1::ReferralsService::Stub& At(std::size_t replica) {
    return world().referrals.at(replica)->referrals();
  }

  // For one call, which waits for its replica when that is just starting.
  static std::unique_ptr<grpc::ClientContext> As(const testing::Actor& actor);

  // The steps of a referral's life at replica 0 or 1, which must succeed.
  static referrals::v1::CreateReferralRequest NewReferral();
  referrals::v1::Referral Create(std::size_t replica);
  referrals::v1::Referral Send(std::size_t replica, const std::string& id);
  referrals::v1::Referral Accept(std::size_t replica, const std::string& id);
  referrals::v1::Referral Complete(std::size_t replica, const std::string& id);
  static referrals::v1::Referral Get(std::size_t replica, const std::string& id);

  // Notes a change that was answered.
  void Accepted(const referrals::v1::Referral& referral);

  // Waits until the subscriber has seen every change so far, or the endpoint was posted it.
  static ::testing::AssertionResult AllSeen(std::chrono::milliseconds time = kPatience);
  static ::testing::AssertionResult AllPosted();

 private:
  class Begin;
};

}  // namespace sinergi
