// Two replicas of each service on PostgreSQL, Kafka and Redis: that they are one system, whichever
// of them a call reaches.
#include <sys/wait.h>

#include <future>
#include <iostream>
#include <latch>

#include "common/rpc/grpc_status.h"
#include "tests/e2e/full_stack_fixture.h"
#include "tests/support/full_stack_metrics.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using std::chrono::steady_clock;

constexpr char kCacheHits[] = "sinergi_cache_reads_total{result=\"hit\"}";
constexpr int kRounds = 20;

TEST_F(FullStackTest, AReferralGoesThroughBothReplicasAndEveryStepIsSeen) {
  const std::string id = Create(0).referral_id();
  EXPECT_EQ(Send(1, id).state(), v1::REFERRAL_STATE_SENT);
  EXPECT_EQ(Accept(0, id).state(), v1::REFERRAL_STATE_ACCEPTED);
  const v1::Referral done = Complete(1, id);
  EXPECT_EQ(done.state(), v1::REFERRAL_STATE_COMPLETED);
  EXPECT_EQ(Get(0, id).SerializeAsString(), done.SerializeAsString());
  EXPECT_EQ(Get(1, id).SerializeAsString(), done.SerializeAsString());
}

TEST_F(FullStackTest, AChangeAtOneReplicaIsReadAtOnceAtTheOther) {
  for (int round = 0; round < kRounds; ++round) {
    const std::string id = Create(0).referral_id();
    const int port = stack().MetricsPort("referrals-2");
    const double before = testing::MetricIn(testing::ScrapeMetrics(port), kCacheHits);
    EXPECT_TRUE(testing::Eventually(
        [&] {
          EXPECT_EQ(Get(1, id).state(), v1::REFERRAL_STATE_DRAFT);
          return testing::MetricIn(testing::ScrapeMetrics(port), kCacheHits) > before;
        },
        "the other replica reads the old state from the cache"));
    EXPECT_EQ(Send(0, id).state(), v1::REFERRAL_STATE_SENT);
    EXPECT_EQ(Get(1, id).state(), v1::REFERRAL_STATE_SENT) << "round " << round;
  }
}

TEST_F(FullStackTest, OneRequestAtBothReplicasAtTheSameMomentIsDoneOnceAndAnsweredAlike) {
  for (int round = 0; round < kRounds; ++round) {
    const auto request = NewReferral();
    std::latch both(2);
    const auto create = [&](std::size_t replica) {
      v1::CreateReferralResponse response;
      const auto context = As(world().office->agent);
      both.arrive_and_wait();
      const auto status = At(replica).CreateReferral(context.get(), request, &response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      return response;
    };
    auto other = std::async(std::launch::async, create, 1);
    const auto first = create(0);
    EXPECT_EQ(other.get().SerializeAsString(), first.SerializeAsString());
    Accepted(first.referral());
    const std::string id = first.referral().referral_id();
    const auto rows =
        stack().Ask("referrals", "SELECT count(*) FROM request_ids WHERE request_id = $1",
                    {request.request_id()});
    EXPECT_EQ(rows.at(0).Integer(0), 1);
    EXPECT_EQ(Get(0, id).SerializeAsString(), Get(1, id).SerializeAsString());
  }
}

TEST_F(FullStackTest, ARequestIdWithOtherContentIsRefusedByBothReplicas) {
  auto request = NewReferral();
  v1::CreateReferralResponse response;
  ASSERT_TRUE(At(0).CreateReferral(As(world().office->agent).get(), request, &response).ok());
  Accepted(response.referral());
  request.set_priority(v1::REFERRAL_PRIORITY_URGENT);
  for (const std::size_t replica : {0u, 1u}) {
    const auto status =
        At(replica).CreateReferral(As(world().office->agent).get(), request, &response);
    EXPECT_EQ(FromGrpcStatus(status).reason, "REQUEST_ID_REUSED") << "replica " << replica;
  }
}

TEST_F(FullStackTest, WhenARelayDiesAnotherPublishesWithinItsLease) {
  ASSERT_TRUE(AllSeen());
  const auto rows = stack().Ask(
      "referrals", "SELECT holder FROM outbox_leases GROUP BY holder ORDER BY count(*) DESC");
  ASSERT_FALSE(rows.empty());
  const std::string holder = rows.front().Text(0);
  ASSERT_TRUE(holder == "referrals-1" || holder == "referrals-2") << holder;
  stack().KillReplica(holder);
  const auto killed = steady_clock::now();
  const std::size_t other = holder == "referrals-1" ? 1 : 0;
  for (int i = 0; i < 8; ++i) Create(other);
  EXPECT_TRUE(AllSeen());
  const std::chrono::duration<double> took = steady_clock::now() - killed;
  std::cout << "events of the other replica were seen " << took.count() << " s after the kill\n";
  EXPECT_LT(took, kRelayLease + std::chrono::seconds(3));
  stack().StartReplica(holder);
}

// Time passes by moving when the next stage comes into the past.
TEST_F(FullStackTest, WhatTimeBringsIsToldOnceWhicheverReplicaNotices) {
  const std::string id = Create(0).referral_id();
  Send(1, id);
  for (const std::string stage : {"ReferralReminded", "ReferralOverdue", "ReferralEscalated"}) {
    stack().Ask("referrals",
                "UPDATE referral_deadlines SET next_at = 1 WHERE referral_id = $1 RETURNING goal",
                {id});
    EXPECT_TRUE(testing::Eventually(
        [&] {
          return stack().Count("referrals",
                               "SELECT count(*) FROM outbox WHERE subject = "
                               "'referrals/" +
                                   id + "' AND type LIKE '%." + stage + "'") > 0;
        },
        stage));
  }
  EXPECT_EQ(Get(0, id).revision(), 5) << "made, sent, and each of the three once";
  EXPECT_EQ(Get(1, id).revision(), 5);
  EXPECT_EQ(stack().Count("referrals",
                          "SELECT count(*) FROM evidence WHERE caller = 'clock' AND "
                          "subject = 'referrals/" +
                              id + "'"),
            3);
}

TEST_F(FullStackTest, AReferralReplacesOneThatCameToNothing) {
  const std::string former = Create(0).referral_id();
  Send(1, former);
  v1::RejectReferralRequest reject;
  reject.set_request_id(testing::NewRequestId());
  reject.set_referral_id(former);
  reject.set_reason(v1::REJECTION_REASON_FULL);
  v1::RejectReferralResponse rejected;
  ASSERT_TRUE(At(0).RejectReferral(As(world().office->receiver).get(), reject, &rejected).ok());
  Accepted(rejected.referral());
  auto request = NewReferral();
  request.set_replaces_referral_id(former);
  v1::CreateReferralResponse made;
  const auto status = At(1).CreateReferral(As(world().office->agent).get(), request, &made);
  ASSERT_TRUE(status.ok()) << status.error_message();
  Accepted(made.referral());
  EXPECT_EQ(made.referral().replaces_referral_id(), former);
}

TEST_F(FullStackTest, WhatAServiceWasGivenIsEvidenceOnceForBothReplicas) {
  const auto count = [](const std::string& service, const std::string& setting) {
    return stack().Count(service,
                         "SELECT count(*) FROM evidence WHERE action = 'configuration.change' "
                         "AND subject = 'configuration/setting/" +
                             setting + "'");
  };
  EXPECT_EQ(count("notifications", "notifications_webhook_networks"), 1);
  EXPECT_EQ(count("referrals", "referrals_relay_lease"), 1);
  EXPECT_EQ(count("referrals", "database"), 1);
  EXPECT_EQ(count("referrals", "listen"), 0);
  EXPECT_EQ(
      stack().Count("referrals", "SELECT count(*) FROM evidence WHERE purpose LIKE '%postgres%'"),
      0);
}

TEST_F(FullStackTest, EveryProcessShowsItsMetrics) {
  for (const char* name : {"referrals-1", "referrals-2", "notifications-1", "notifications-2"}) {
    const std::string metrics = testing::ScrapeMetrics(stack().MetricsPort(name));
    EXPECT_TRUE(metrics.starts_with("HTTP/1.1 200")) << name << ": " << metrics.substr(0, 200);
    EXPECT_NE(metrics.find("sinergi_"), std::string::npos) << name;
  }
}

TEST_F(FullStackTest, EveryProcessEndsWithStatusZeroWhenTold) {
  for (const char* name : {"referrals-1", "referrals-2", "notifications-1", "notifications-2"}) {
    EXPECT_EQ(stack().StopReplica(name), 0) << stack().Log(name);
    stack().StartReplica(name);
    Create(0);
  }
}

TEST_F(FullStackTest, WhatHoldsWithinOneProcessOnlyIsRefusedAtTheStart) {
  const std::vector<std::tuple<std::string, std::string, std::string>> addresses{
      {"referrals-1", "SINERGI_DATABASE", "sqlite:///tmp/referrals.db"},
      {"referrals-1", "SINERGI_VAULT_KEYS", "sqlite:///tmp/vault.db"},
      {"referrals-1", "SINERGI_EVENTS", "embedded:///tmp/events.db"},
      {"referrals-1", "SINERGI_CACHE", "memory:"},
      {"notifications-1", "SINERGI_DATABASE", "sqlite:///tmp/notifications.db"},
      {"notifications-1", "SINERGI_EVENTS", "embedded:///tmp/events.db"},
      {"notifications-1", "SINERGI_ANNOUNCEMENTS", "memory:"}};
  for (const auto& [replica, setting, url] : addresses) {
    std::string output;
    const int status =
        stack().RunProgram(replica, {{"SINERGI_REPLICA", "third"}, {setting, url}}, {}, output);
    EXPECT_EQ(status, 1) << setting;
    EXPECT_NE(output.find("which holds within one process only"), std::string::npos)
        << replica << " " << setting << ": " << output;
  }
}

}  // namespace
}  // namespace sinergi
