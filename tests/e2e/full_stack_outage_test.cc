// What happens to calls and events while Kafka or Redis is away, and when Kafka has lost all that
// it held.
#include <filesystem>
#include <iostream>
#include <set>

#include "common/events/kafka/kafka_events.h"
#include "tests/e2e/full_stack_fixture.h"
#include "tests/support/event_reader.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using std::chrono::steady_clock;

constexpr char kAllEvents[] = "SELECT event_id FROM outbox";
constexpr int kWrites = 12;  // more than it takes for Redis to be given up

double SecondsSince(steady_clock::time_point moment) {
  return std::chrono::duration<double>(steady_clock::now() - moment).count();
}

class FullStackOutageTest : public FullStackTest {
 protected:
  // A referral whose draft both replicas have read, so that the cache holds it.
  std::string CachedDraft() {
    const std::string id = Create(0).referral_id();
    for (const std::size_t replica : {0u, 1u, 0u, 1u}) {
      EXPECT_EQ(Get(replica, id).state(), v1::REFERRAL_STATE_DRAFT);
    }
    return id;
  }

  std::set<std::string> EventsInOutbox() {
    std::set<std::string> ids;
    for (const Row& row : stack().Ask("referrals", kAllEvents)) ids.insert(row.Text(0));
    return ids;
  }

  // What a consumer that never was there before finds in Kafka.
  std::set<std::string> EventsInKafka(std::size_t count) {
    auto kafka = KafkaEvents::Open(servers().Url("kafka"), {});
    if (!kafka) return {};
    testing::Reader reader(
        (*kafka)->Consumer("full-stack-test-" + testing::NewRequestId(), {"sinergi.referrals.v1"}));
    (void)reader.WaitFor(count);
    std::set<std::string> ids;
    for (const Event& event : reader.Stop()) ids.insert(event.id.ToString());
    return ids;
  }

  // Runs the operator's command line against the stack: its exit status.
  int Sinergi(const std::vector<std::string>& arguments, std::string& output) {
    std::vector<std::string> words{(testing::BuildFolder() / "bin/sinergi").string(),
                                   "--server=" + stack().ServerOption(),
                                   "--data=" + stack().data().string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const auto log = stack().folder() / "sinergi.log";
    std::filesystem::remove(log);
    const int status = testing::RunToEnd({words, {{"LANG", "C.UTF-8"}}, log});
    output = testing::TextOf(log);
    return status;
  }
};

TEST_F(FullStackOutageTest, ChangesAreTakenWhileKafkaIsAwayAndTheirEventsComeLater) {
  servers().Kill("kafka");
  const auto began = steady_clock::now();
  for (int i = 0; i < kWrites; ++i) Send(1, Create(0).referral_id());
  std::cout << 2 * kWrites << " changes without Kafka took " << SecondsSince(began) << " s\n";
  EXPECT_LT(world().account.SeenCount(), world().account.AcceptedCount());
  servers().Start("kafka");
  const auto back = steady_clock::now();
  EXPECT_TRUE(AllSeen());
  std::cout << "all seen " << SecondsSince(back) << " s after Kafka was back\n";
}

TEST_F(FullStackOutageTest, ReadsAndChangesAreAnsweredWhileRedisIsAway) {
  const std::string before = CachedDraft();
  servers().Kill("redis");
  const auto began = steady_clock::now();
  EXPECT_EQ(Get(1, before).state(), v1::REFERRAL_STATE_DRAFT);
  Send(0, before);
  EXPECT_EQ(Get(1, before).state(), v1::REFERRAL_STATE_SENT);
  for (int i = 0; i < kWrites; ++i) {
    const std::string id = Create(0).referral_id();
    Send(1, id);
    EXPECT_EQ(Get(0, id).state(), v1::REFERRAL_STATE_SENT);
  }
  std::cout << 3 * kWrites + 3 << " calls without Redis took " << SecondsSince(began) << " s\n";
  EXPECT_TRUE(AllSeen()) << "wake-ups only save time";
  servers().Start("redis");
  EXPECT_EQ(Get(1, before).state(), v1::REFERRAL_STATE_SENT);
}

TEST_F(FullStackOutageTest, AChangeMadeWhileRedisHangsIsNotHiddenByWhatRedisHeld) {
  std::vector<std::string> ids;
  for (int i = 0; i < kWrites; ++i) ids.push_back(CachedDraft());
  servers().Pause("redis");
  for (const auto& id : ids) Send(0, id);
  // The replica that made the changes has given Redis up; the other one had no reason to.
  servers().Resume("redis");
  for (const std::size_t replica : {1u, 0u, 1u}) {
    for (const auto& id : ids) {
      EXPECT_EQ(Get(replica, id).state(), v1::REFERRAL_STATE_SENT)
          << "replica " << replica << " shows what Redis held before";
    }
  }
}

TEST_F(FullStackOutageTest, ReadsAreTrueWhileRedisHangs) {
  const std::string id = CachedDraft();
  servers().Pause("redis");
  Send(0, id);
  for (int i = 0; i < kWrites; ++i) EXPECT_EQ(Get(1, id).state(), v1::REFERRAL_STATE_SENT);
  servers().Resume("redis");
  EXPECT_EQ(Get(1, id).state(), v1::REFERRAL_STATE_SENT);
}

TEST_F(FullStackOutageTest, WhenKafkaHasLostEverythingItIsPublishedAgainAndNothingIsSeenTwice) {
  for (int i = 0; i < kWrites; ++i) Send(1, Create(0).referral_id());
  ASSERT_TRUE(AllSeen());
  servers().Stop("kafka");
  std::filesystem::remove_all(servers().DataOf("kafka"));
  for (int i = 0; i < kWrites; ++i) Create(i % 2 == 0 ? 0 : 1);
  servers().Start("kafka");
  stack().Migrate();
  std::string output;
  ASSERT_EQ(Sinergi({"login", "--as", "operator"}, output), 0) << output;
  ASSERT_EQ(Sinergi({"events", "republish", "--since", "24h"}, output), 0) << output;
  std::cout << output;
  const auto expected = EventsInOutbox();
  EXPECT_EQ(EventsInKafka(expected.size()), expected);
  EXPECT_TRUE(AllSeen());
  const std::size_t seen = world().account.SeenCount();
  Create(0);
  EXPECT_TRUE(AllSeen());
  EXPECT_EQ(world().account.SeenCount(), seen + 1);
  for (const char* name : {"notifications-1", "notifications-2"}) {
    EXPECT_EQ(stack().StopReplica(name), 0) << name << " did not end when told";
    stack().StartReplica(name);
  }
}

}  // namespace
}  // namespace sinergi
