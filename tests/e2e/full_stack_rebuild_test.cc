// Kafka has lost all that it held and was made anew: the outboxes fill it again.
#include <filesystem>
#include <iostream>
#include <set>

#include "common/events/kafka/kafka_events.h"
#include "tests/e2e/full_stack_fixture.h"
#include "tests/support/event_reader.h"
#include "tests/support/standalone_process.h"

namespace sinergi {
namespace {

// Enough for each partition to have some, and to have more of the later ones.
constexpr int kBefore = 15;
constexpr int kMeanwhile = 100;

class FullStackRebuildTest : public FullStackTest {
 protected:
  std::set<std::string> EventsInOutbox() {
    std::set<std::string> ids;
    for (const Row& row : stack().Ask("referrals", "SELECT event_id FROM outbox")) {
      ids.insert(row.Text(0));
    }
    return ids;
  }

  // Whether a consumer that never was there before finds just these events in Kafka.
  ::testing::AssertionResult KafkaHolds(const std::set<std::string>& events) {
    auto kafka = KafkaEvents::Open(servers().Url("kafka"), {});
    if (!kafka) return ::testing::AssertionFailure() << kafka.error().cause();
    testing::Reader reader(
        (*kafka)->Consumer("full-stack-test-" + testing::NewRequestId(), {"sinergi.referrals.v1"}));
    std::set<std::string> found;
    return testing::Eventually(
        [&] {
          for (const Event& event : reader.WaitFor(0)) found.insert(event.id.ToString());
          return found == events;
        },
        "every event of the outbox in Kafka");
  }

  // Runs the operator's command line against the stack: what it printed.
  std::string Sinergi(const std::vector<std::string>& arguments) {
    std::vector<std::string> words{(testing::BuildFolder() / "bin/sinergi").string(),
                                   "--server=" + stack().ServerOption(),
                                   "--data=" + stack().data().string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    const auto log = stack().folder() / "sinergi.log";
    std::filesystem::remove(log);
    const int status = testing::RunToEnd({words, {{"LANG", "C.UTF-8"}}, log});
    EXPECT_EQ(status, 0) << testing::TextOf(log);
    return testing::TextOf(log);
  }
};

// The services run all the while: what comes first into the new topics stands at places that the
// consumers had passed in the old ones.
TEST_F(FullStackRebuildTest,
       WhenKafkaHasLostEverythingItIsPublishedAgainAndNothingIsLostOrSeenTwice) {
  for (int i = 0; i < kBefore; ++i) Send(1, Create(0).referral_id());
  ASSERT_TRUE(AllSeen());
  servers().Stop("kafka");
  std::filesystem::remove_all(servers().DataOf("kafka"));
  for (int i = 0; i < kMeanwhile; ++i) Create(i % 2 == 0 ? 0 : 1);
  servers().Start("kafka");
  stack().Migrate();
  EXPECT_TRUE(AllSeen());
  Sinergi({"login", "--as", "operator"});
  std::cout << Sinergi({"events", "republish", "--since", "24h"});
  EXPECT_TRUE(KafkaHolds(EventsInOutbox()));
  const std::size_t seen = world().account.SeenCount();
  Create(0);
  EXPECT_TRUE(AllSeen());
  EXPECT_EQ(world().account.SeenCount(), seen + 1);
  // New producers get the names that the old ones had from the Kafka before: were those used in the
  // new one, the first events of these would pass for repeats.
  for (const char* name : {"referrals-1", "referrals-2"}) {
    EXPECT_EQ(stack().StopReplica(name), 0);
    stack().StartReplica(name);
    for (int i = 0; i < kMeanwhile; ++i) Create(i % 2 == 0 ? 0 : 1);
    EXPECT_TRUE(AllSeen());
  }
  for (const char* name : {"notifications-1", "notifications-2"}) {
    EXPECT_EQ(stack().StopReplica(name), 0) << name << " did not end when told";
    stack().StartReplica(name);
  }
}

}  // namespace
}  // namespace sinergi
