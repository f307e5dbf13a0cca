// What happens to calls and events while Kafka or Redis is away.
#include <iostream>

#include "tests/e2e/full_stack_fixture.h"

namespace sinergi {
namespace {

namespace v1 = referrals::v1;
using std::chrono::steady_clock;

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

TEST_F(FullStackOutageTest, WebhooksGoOnWithoutRedisAndAfterItsRestart) {
  servers().Kill("redis");
  Send(0, Create(0).referral_id());
  EXPECT_TRUE(AllPosted()) << "wake-ups only save time";
  servers().Start("redis");
  Send(0, Create(0).referral_id());
  EXPECT_TRUE(AllPosted());
}

TEST_F(FullStackOutageTest, WebhooksGoOnAfterTheBrokersRestart) {
  servers().Kill("kafka");
  const std::string id = Create(0).referral_id();
  servers().Start("kafka");
  EXPECT_TRUE(AllPosted());
  Send(0, id);
  EXPECT_TRUE(AllPosted());
}

TEST_F(FullStackOutageTest, AChangeMadeWhileRedisHangsIsNotHiddenByWhatRedisHeld) {
  std::vector<std::string> ids;
  for (int i = 0; i < kWrites; ++i) ids.push_back(CachedDraft());
  servers().Pause("redis");
  for (const auto& id : ids) Send(0, id);
  servers().Resume("redis");
  // The replica that made the changes shows them at once. The other one may not until the first has
  // found Redis again and told it what it missed.
  for (const auto& id : ids) EXPECT_EQ(Get(0, id).state(), v1::REFERRAL_STATE_SENT);
  for (const auto& id : ids) {
    EXPECT_TRUE(testing::Eventually([&] { return Get(1, id).state() == v1::REFERRAL_STATE_SENT; },
                                    "no more of the old state"));
  }
}

TEST_F(FullStackOutageTest, ReadsAreTrueWhileRedisHangs) {
  const std::string id = CachedDraft();
  servers().Pause("redis");
  Send(0, id);
  for (int i = 0; i < kWrites; ++i) EXPECT_EQ(Get(1, id).state(), v1::REFERRAL_STATE_SENT);
  servers().Resume("redis");
  EXPECT_TRUE(testing::Eventually([&] { return Get(1, id).state() == v1::REFERRAL_STATE_SENT; },
                                  "no more of the old state"));
}

}  // namespace
}  // namespace sinergi
