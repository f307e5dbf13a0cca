// What every Announcer promises, run for each implementation.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "common/announcements/memory/memory_announcer.h"
#include "tests/support/eventually.h"

namespace sinergi {
namespace {

using testing::Eventually;

struct Implementation {
  const char* name;
  std::unique_ptr<Announcer> (*make)();
};

class AnnouncerContract : public ::testing::TestWithParam<Implementation> {
 protected:
  std::unique_ptr<Announcer> announcer_ = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(Every, AnnouncerContract,
                         ::testing::Values(Implementation{
                             "Memory",
                             []() -> std::unique_ptr<Announcer> {
                               return std::make_unique<MemoryAnnouncer>();
                             }}),
                         [](const auto& test) { return test.param.name; });

TEST_P(AnnouncerContract, EveryListenerOfTheChannelIsWoken) {
  std::atomic<int> first = 0;
  std::atomic<int> second = 0;
  const auto one = announcer_->Listen("journal", [&] { ++first; });
  const auto two = announcer_->Listen("journal", [&] { ++second; });
  announcer_->Announce("journal");
  EXPECT_TRUE(Eventually([&] { return first > 0 && second > 0; }, "both are woken"));
}

TEST_P(AnnouncerContract, OtherChannelsAreLeftInPeace) {
  std::atomic<int> journal = 0;
  std::atomic<int> outbox = 0;
  const auto one = announcer_->Listen("journal", [&] { ++journal; });
  const auto two = announcer_->Listen("outbox", [&] { ++outbox; });
  announcer_->Announce("outbox");
  ASSERT_TRUE(Eventually([&] { return outbox > 0; }, "the listener is woken"));
  announcer_->Announce("nobody listens here");
  EXPECT_EQ(journal, 0);
}

TEST_P(AnnouncerContract, AnAnnouncementDuringACallbackLeadsToAnotherCall) {
  std::latch entered(1);
  std::latch announced(1);
  std::atomic<int> calls = 0;
  const auto listening = announcer_->Listen("journal", [&] {
    if (++calls > 1) return;
    entered.count_down();
    announced.wait();
  });
  announcer_->Announce("journal");
  entered.wait();
  announcer_->Announce("journal");
  announced.count_down();
  EXPECT_TRUE(Eventually([&] { return calls >= 2; }, "it is called again"));
}

TEST_P(AnnouncerContract, ManyAnnouncersLeaveNobodyAsleep) {
  std::atomic<std::int64_t> written = 0;
  std::atomic<std::int64_t> read = 0;
  const auto listening = announcer_->Listen("journal", [&] { read = written.load(); });
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) {
        ++written;
        announcer_->Announce("journal");
      }
    });
  }
  threads.clear();
  EXPECT_TRUE(Eventually([&] { return read == 2'000; }, "the last one is heard"));
}

TEST_P(AnnouncerContract, AfterListeningEndedNothingIsCalled) {
  std::atomic<int> ended = 0;
  std::atomic<int> other = 0;
  auto listening = announcer_->Listen("journal", [&] { ++ended; });
  const auto marker = announcer_->Listen("journal", [&] { ++other; });
  listening.reset();
  announcer_->Announce("journal");
  ASSERT_TRUE(Eventually([&] { return other > 0; }, "the other one is woken"));
  EXPECT_EQ(ended, 0);
}

TEST_P(AnnouncerContract, EndingWaitsForARunningCallback) {
  std::latch entered(1);
  std::atomic<bool> may_return = false;
  std::atomic<bool> returned = false;
  auto listening = announcer_->Listen("journal", [&] {
    entered.count_down();
    while (!may_return) std::this_thread::yield();
    returned = true;
  });
  announcer_->Announce("journal");
  entered.wait();
  std::jthread releaser([&] { may_return = true; });
  listening.reset();
  EXPECT_TRUE(returned);
}

TEST_P(AnnouncerContract, ListeningMayEndInsideItsOwnCallback) {
  std::unique_ptr<Listening> listening;
  std::latch set(1);
  std::atomic<int> calls = 0;
  listening = announcer_->Listen("journal", [&] {
    set.wait();
    listening.reset();
    ++calls;
  });
  set.count_down();
  announcer_->Announce("journal");
  ASSERT_TRUE(Eventually([&] { return calls == 1; }, "the callback comes to its end"));
  announcer_->Announce("journal");
  announcer_.reset();
  EXPECT_EQ(calls, 1);
}

TEST_P(AnnouncerContract, NoCallbackRunsOnWhatItsListenerLeftBehind) {
  std::atomic<bool> over = false;
  std::jthread shouter([&] {
    while (!over) announcer_->Announce("journal");
  });
  for (int i = 0; i < 500; ++i) {
    auto alive = std::make_unique<std::atomic<int>>(0);
    auto listening = announcer_->Listen("journal", [state = alive.get()] { ++*state; });
    listening.reset();
    alive.reset();  // a later call would be a use after free
  }
  over = true;
}

TEST_P(AnnouncerContract, AListeningMayOutliveItsAnnouncer) {
  const auto listening = announcer_->Listen("journal", [] {});
  announcer_->Announce("journal");
  announcer_.reset();
}

TEST(MemoryAnnouncerTest, SeveralAnnouncementsBecomeOneCall) {
  MemoryAnnouncer announcer;
  std::latch entered(1);
  std::latch announced(1);
  std::atomic<int> calls = 0;
  std::atomic<bool> last = false;
  const auto blocking = announcer.Listen("gate", [&] {
    entered.count_down();
    announced.wait();
  });
  const auto listening = announcer.Listen("journal", [&] { ++calls; });
  const auto end = announcer.Listen("end", [&] { last = true; });
  announcer.Announce("gate");
  entered.wait();
  for (int i = 0; i < 100; ++i) announcer.Announce("journal");
  announcer.Announce("end");
  announced.count_down();
  ASSERT_TRUE(Eventually([&] { return last.load(); }, "the last one in the queue is called"));
  EXPECT_EQ(calls, 1);
}

}  // namespace
}  // namespace sinergi
