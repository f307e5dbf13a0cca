// How the relay goes on from turn to turn.
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/outbox/busy_rate.h"
#include "tests/support/eventually.h"
#include "tests/support/forwarding_database.h"
#include "tests/unit/outbox_relay_fixture.h"

namespace sinergi {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using testing::Eventually;

// Transactions wait while it is closed.
class GatedDatabase final : public testing::ForwardingDatabase {
 public:
  using ForwardingDatabase::ForwardingDatabase;

  void Close() { Set(false); }
  void Open() { Set(true); }

  Status Transact(const Terms& terms, const Work& work) override {
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return is_open_; });
    }
    return ForwardingDatabase::Transact(terms, work);
  }

 private:
  void Set(bool open) {
    {
      const std::lock_guard lock(mutex_);
      is_open_ = open;
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_open_ = true;
};

TEST_F(OutboxRelayTest, AnEventDoesNotWaitUntilTheOneBeforeIsSettledAndNoneGoesOutTwice) {
  GatedDatabase database(*sqlite_);
  std::atomic<int> published = 0;
  shelf_.judge = [&](const Event&) {
    ++published;
    return Status::Ok();
  };
  shelf_.before_next = [&] {
    database.Close();
    Append({At("b", 1)});
  };
  Append({At("a", 1)});
  {
    OutboxRelay relay = Relay("one", database, shelf_);
    const std::jthread thread([&](std::stop_token stop) { relay.Run(std::move(stop)); });
    EXPECT_TRUE(Eventually([&] { return published == 2; }, "both published"));
    EXPECT_EQ(CountUnpublished(), 2);
    database.Open();
    EXPECT_TRUE(Eventually([&] { return CountUnpublished() == 0; }, "both settled"));
  }
  EXPECT_THAT(shelf_.Labels(), ElementsAre("a#1", "b#1"));
}

TEST_F(OutboxRelayTest, WhatItPublishedLastIsSettledWhenItIsStopped) {
  std::stop_source stop;
  shelf_.before_next = [&] { stop.request_stop(); };
  Append({At("a", 1)});
  OutboxRelay relay = Relay("one");
  relay.Run(stop.get_token());
  EXPECT_THAT(shelf_.Labels(), ElementsAre("a#1"));
  EXPECT_EQ(CountUnpublished(), 0);
  EXPECT_EQ(PartsOf("one"), 0);
}

TEST(BusyRateTest, TwoEventsAtOnceAreNotMany) {
  BusyRate rate;
  const BusyRate::Time begin{1h};
  EXPECT_FALSE(rate.Note(begin, 10'000)) << "before this it was idle";
  EXPECT_FALSE(rate.Note(begin + 1ms, 2));
  EXPECT_FALSE(rate.Note(begin + 100ms, 90));
}

TEST(BusyRateTest, MoreThanOneInAMillisecondIsBusyUntilThatIsOver) {
  BusyRate rate;
  const BusyRate::Time begin{1h};
  EXPECT_FALSE(rate.Note(begin, 0));
  EXPECT_FALSE(rate.Note(begin + 50ms, 80));
  EXPECT_TRUE(rate.Note(begin + 100ms, 21));
  EXPECT_TRUE(rate.Note(begin + 150ms, 0));
  EXPECT_FALSE(rate.Note(begin + 200ms, 100));
}

}  // namespace
}  // namespace sinergi
