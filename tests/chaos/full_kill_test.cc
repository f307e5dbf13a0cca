// Kills what the full way to run is made of while referrals go through it: replicas of the
// services, PostgreSQL, Redis and Kafka, one after the other in any order. Then it accounts for
// every change that a client was told of: stored once, the same answer from either replica, seen
// once in effect by stream and by webhook, in order, numbered without gap, and nothing old left in
// the cache.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/chaos/account.h"
#include "tests/chaos/load.h"
#include "tests/support/eventually.h"
#include "tests/support/full_stack_endpoint.h"
#include "tests/support/full_stack_office.h"

namespace sinergi {
namespace {

using chaos::Account;
using chaos::Load;
using std::chrono::seconds;
using std::chrono::steady_clock;
using testing::Eventually;

constexpr int kClients = 8;
constexpr std::chrono::milliseconds kPace{25};
constexpr seconds kPatience{60};

unsigned Seed() {
  const char* given = std::getenv("SINERGI_CHAOS_SEED");
  return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                          : std::random_device()();
}

std::string KindOf(const std::string& victim) { return victim.substr(0, victim.find('-')); }

bool IsReplica(const std::string& victim) { return victim.find('-') != std::string::npos; }

double Seconds(steady_clock::duration time) { return std::chrono::duration<double>(time).count(); }

class FullKillTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (stack_.Start()) return;
    if (stack_.servers().is_missing()) GTEST_SKIP() << "Kafka cannot be had on this machine";
    FAIL() << "the stack did not start";
  }

  void Begin() {
    office_ = std::make_unique<testing::FullStackOffice>(stack_);
    load_ = std::make_unique<Load>(
        stack_.Addresses("referrals"),
        chaos::Cast{office_->unit, office_->clinic, office_->agent, office_->receiver}, account_);
    subscriber_ = std::make_unique<testing::FullStackSubscriber>(
        stack_, *office_, [this](const auto& notification) { account_.Seen(notification); });
    endpoint_ = std::make_unique<testing::FullStackEndpoint>(stack_, *office_);
    load_->Start(kClients, kPace);
  }

  int Random(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }

  // Accepted and not yet with the subscriber.
  int Unseen() const {
    return static_cast<int>(account_.AcceptedCount()) - static_cast<int>(account_.SeenCount());
  }

  // What a process has at work: calls, or for those behind the outbox events on their way.
  int WorkOf(const std::string& victim) const {
    if (KindOf(victim) == "referrals") return load_->InFlightAt(victim == "referrals-1" ? 0 : 1);
    const bool carries_events = KindOf(victim) == "notifications" || victim == "kafka";
    return carries_events ? Unseen() : load_->InFlight();
  }

  void Kill(const std::string& victim) {
    IsReplica(victim) ? stack_.KillReplica(victim) : stack_.servers().Kill(victim);
  }

  void Start(const std::string& victim) {
    IsReplica(victim) ? (void)stack_.StartReplica(victim) : stack_.servers().Start(victim);
  }

  int Calls() const { return load_->Broken() + static_cast<int>(account_.AcceptedCount()); }

  // Lets that many more calls succeed or fail.
  void Pass(int calls) {
    const int enough = Calls() + calls;
    EXPECT_TRUE(Eventually([&] { return Calls() >= enough; }, "calls succeed or fail", kPatience));
  }

  void AwaitWork(const std::string& victim) {
    const auto moment = steady_clock::now() + std::chrono::milliseconds(Random(200, 1200));
    ASSERT_TRUE(Eventually([&] { return steady_clock::now() >= moment && WorkOf(victim) > 0; },
                           victim + " has work", kPatience));
  }

  // Changes are accepted and arrive at the subscriber as if nothing had happened.
  void AwaitRecovery(const std::string& victim) {
    const auto accepted = account_.AcceptedCount() + kClients;
    ASSERT_TRUE(Eventually([&] { return account_.AcceptedCount() >= accepted; },
                           "changes are accepted after " + victim, kPatience));
    ASSERT_TRUE(Eventually([&] { return account_.SeenCount() >= accepted; },
                           "they are seen after " + victim, kPatience));
  }

  void Hit(const std::string& victim) {
    ASSERT_NO_FATAL_FAILURE(AwaitWork(victim));
    const bool asks = victim == "kafka";
    const auto unpublished = asks ? stack_.Count("referrals", kUnpublished) : 0;
    const int work = WorkOf(victim);
    const int broken_before = load_->Broken();
    const auto killed = steady_clock::now();
    Kill(victim);
    Pass(Random(10, 60));
    if (victim == "kafka" || victim == "redis") HitWhileAway();
    const auto starting = steady_clock::now();
    Start(victim);
    const auto started = steady_clock::now();
    ASSERT_NO_FATAL_FAILURE(AwaitRecovery(victim));
    const bool breaks_calls = KindOf(victim) == "referrals" || victim == "postgres";
    const int broken = load_->Broken() - broken_before;
    if (work > 0 && (broken > 0 || !breaks_calls)) ++hits_[KindOf(victim)];
    std::cout << "killed " << victim << ": " << work << " at work";
    if (asks) std::cout << " (" << unpublished << " of them unpublished)";
    std::cout << ", " << broken << " calls broken off, " << account_.AcceptedCount()
              << " accepted so far; away " << Seconds(starting - killed) << " s, starting "
              << Seconds(started - starting) << " s, recovering "
              << Seconds(steady_clock::now() - started) << " s" << std::endl;
  }

  // A replica must be able to start while a server other than its database is away.
  void HitWhileAway() {
    const std::string victim = std::string(Random(0, 1) == 0 ? "referrals-" : "notifications-") +
                               (Random(0, 1) == 0 ? "1" : "2");
    std::cout << "  meanwhile " << victim << std::endl;
    Kill(victim);
    Start(victim);
  }

  void Settle() {
    load_->Stop();
    EXPECT_TRUE(Eventually([&] { return Unseen() <= 0; },
                           "the subscriber has seen every accepted change", kPatience));
    EXPECT_TRUE(Eventually([&] { return stack_.Count("referrals", kUnpublished) == 0; },
                           "every event is published", kPatience));
    EXPECT_TRUE(Eventually([&] { return endpoint_->Count() >= account_.AcceptedCount(); },
                           "every accepted change is posted", kPatience));
  }

  // What came to the endpoint, against what clients were told.
  void CheckWebhook(const std::vector<chaos::AcceptedChange>& changes) {
    Account account;
    for (const auto& change : changes) account.Accepted(change);
    for (const auto& notification : endpoint_->ByNumber()) account.Seen(notification);
    const auto differences = account.Differences();
    const auto problems = endpoint_->Problems();
    std::cout << "webhook: " << endpoint_->Count() << " posted, " << endpoint_->Repeats()
              << " again, " << differences.size() << " differences, " << problems.size()
              << " problems" << std::endl;
    for (const auto& difference : differences) ADD_FAILURE() << "webhook: " << difference;
    for (const auto& problem : problems) ADD_FAILURE() << "webhook: " << problem;
    EXPECT_EQ(stack_.Count("notifications", "SELECT count(*) FROM deliveries"), 0);
  }

  // What the databases hold, against what clients were told.
  void CheckDatabases(const std::vector<chaos::AcceptedChange>& changes) {
    const auto created = std::count_if(changes.begin(), changes.end(), [](const auto& change) {
      return change.method == "CreateReferral";
    });
    const auto all = static_cast<std::int64_t>(changes.size());
    EXPECT_EQ(stack_.Count("referrals", "SELECT count(*) FROM referrals"), created);
    EXPECT_EQ(stack_.Count("referrals", "SELECT count(*) FROM outbox"), all + kFacilities);
    EXPECT_EQ(stack_.Count("referrals", "SELECT count(*) FROM request_ids"), all + kFacilities);
    EXPECT_EQ(stack_.Count("notifications", "SELECT count(*) FROM journal"), all + kFacilities);
    EXPECT_EQ(stack_.Count("notifications", "SELECT count(*) FROM inbox_parked"), 0);
    EXPECT_EQ(stack_.Count("notifications", "SELECT count(*) FROM dead_letters"), 0);
  }

  static constexpr char kUnpublished[] = "SELECT count(*) FROM outbox_waiting";
  static constexpr std::int64_t kFacilities = 2;  // registered before the load

  testing::FullStack stack_{testing::FullStackEndpoint::kSettings};
  std::mt19937 random_;
  Account account_;
  std::map<std::string, int> hits_;
  std::unique_ptr<testing::FullStackOffice> office_;
  std::unique_ptr<Load> load_;
  std::unique_ptr<testing::FullStackSubscriber> subscriber_;
  std::unique_ptr<testing::FullStackEndpoint> endpoint_;
};

TEST_F(FullKillTest, KillingAnyProcessAtAnyMomentLosesNothing) {
  const unsigned seed = Seed();
  std::cout << "seed " << seed << " (SINERGI_CHAOS_SEED plays it again)" << std::endl;
  random_.seed(seed);
  std::vector<std::string> victims{
      "referrals-1", "referrals-2", "notifications-1", "notifications-2", "postgres",
      "postgres",    "redis",       "redis",           "kafka",           "kafka"};
  std::shuffle(victims.begin(), victims.end(), random_);
  const auto flush_at = static_cast<std::size_t>(Random(1, static_cast<int>(victims.size()) - 1));
  Begin();
  for (std::size_t i = 0; i < victims.size(); ++i) {
    if (i == flush_at) {
      stack_.FlushRedis();
      std::cout << "flushed redis" << std::endl;
    }
    ASSERT_NO_FATAL_FAILURE(Hit(victims[i]));
  }
  Settle();
  const auto changes = account_.accepted();
  const auto began = steady_clock::now();
  const int different = load_->DifferentAnswers(changes);
  const int old = load_->DifferentStates(changes);
  const double took = Seconds(steady_clock::now() - began);
  subscriber_->Stop();
  const auto differences = account_.Differences();
  std::cout << "account: " << changes.size() << " accepted, " << account_.SeenCount()
            << " seen over " << subscriber_->Streams() << " streams, " << load_->Broken()
            << " calls broken off, " << different << " repeats answered differently, " << old
            << " states not as accepted, " << load_->Stale()
            << " reads behind their change (the longest for "
            << static_cast<double>(load_->LongestStale().count()) / 1000 << " ms), "
            << differences.size() << " differences; asked again for " << took << " s" << std::endl;
  for (std::size_t i = 0; i < std::min<std::size_t>(differences.size(), 10); ++i) {
    ADD_FAILURE() << differences[i];
  }
  EXPECT_TRUE(differences.empty());
  EXPECT_EQ(different, 0);
  EXPECT_EQ(old, 0);
  CheckDatabases(changes);
  CheckWebhook(changes);
  for (const char* kind : {"referrals", "notifications", "postgres", "redis", "kafka"}) {
    EXPECT_GE(hits_[kind], 1) << kind << " was never hit at work";
  }
}

}  // namespace
}  // namespace sinergi
