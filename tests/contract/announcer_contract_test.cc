// What every Announcer promises, run for each implementation.
#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "common/announcements/memory/memory_announcer.h"
#include "common/announcements/redis/redis_announcer.h"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"

namespace sinergi {
namespace {

using testing::Eventually;

// One announcer, or two processes' worth of them: one that listens, one that announces.
class Bench {
 public:
  virtual ~Bench() = default;
  virtual Announcer& listening() = 0;
  virtual Announcer& announcing() = 0;
  virtual void EndListening() = 0;
};

class MemoryBench final : public Bench {
 public:
  Announcer& listening() override { return *announcer_; }
  Announcer& announcing() override { return *announcer_; }
  void EndListening() override { announcer_.reset(); }

 private:
  std::unique_ptr<Announcer> announcer_ = std::make_unique<MemoryAnnouncer>();
};

class RedisBench final : public Bench {
 public:
  explicit RedisBench(bool apart) : apart_(apart) {
    RedisDone done = [](RedisReply) {};
    EXPECT_TRUE(Eventually([&] { return client_.Send({"PING"}, done); }, "Redis is connected"));
  }

  Announcer& listening() override { return *one_; }
  Announcer& announcing() override { return apart_ ? *other_ : *one_; }
  void EndListening() override { one_.reset(); }

 private:
  std::unique_ptr<Announcer> Make() {
    return std::make_unique<RedisAnnouncer>(client_, options_, prefix_);
  }

  const bool apart_;
  const std::string prefix_ = testing::FreshRedisPrefix();
  const RedisOptions options_ = testing::PatientRedis();
  Metrics metrics_;
  RedisClient client_{options_, metrics_};
  std::unique_ptr<Announcer> one_ = Make();
  std::unique_ptr<Announcer> other_ = Make();
};

template <bool Apart>
std::unique_ptr<Bench> MakeRedis() {
  return testing::RedisServer() ? std::make_unique<RedisBench>(Apart) : nullptr;
}

std::unique_ptr<Bench> MakeMemory() { return std::make_unique<MemoryBench>(); }

struct Implementation {
  const char* name;
  std::unique_ptr<Bench> (*make)();
  int calls_at_start;  // that a listener may get because its listening began
};

class AnnouncerContract : public ::testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    if (bench_ == nullptr) GTEST_SKIP() << "SINERGI_TEST_REDIS is not set";
  }

  std::unique_ptr<Bench> bench_ = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(Every, AnnouncerContract,
                         ::testing::Values(Implementation{"Memory", MakeMemory, 0},
                                           Implementation{"RedisOneProcess", MakeRedis<false>, 1},
                                           Implementation{"RedisTwoProcesses", MakeRedis<true>, 1}),
                         [](const auto& test) { return test.param.name; });

TEST_P(AnnouncerContract, EveryListenerOfTheChannelIsWoken) {
  std::atomic<int> first = 0;
  std::atomic<int> second = 0;
  const auto one = bench_->listening().Listen("journal", [&] { ++first; });
  const auto two = bench_->listening().Listen("journal", [&] { ++second; });
  bench_->announcing().Announce("journal");
  EXPECT_TRUE(Eventually([&] { return first > 0 && second > 0; }, "both are woken"));
}

TEST_P(AnnouncerContract, OtherChannelsAreLeftInPeace) {
  std::atomic<int> journal = 0;
  std::atomic<int> outbox = 0;
  const auto one = bench_->listening().Listen("journal", [&] { ++journal; });
  const auto two = bench_->listening().Listen("outbox", [&] { ++outbox; });
  bench_->announcing().Announce("outbox");
  ASSERT_TRUE(Eventually([&] { return outbox > 0; }, "the listener is woken"));
  bench_->announcing().Announce("nobody listens here");
  EXPECT_LE(journal, GetParam().calls_at_start);
}

TEST_P(AnnouncerContract, AnAnnouncementDuringACallbackLeadsToAnotherCall) {
  std::latch entered(1);
  std::latch announced(1);
  std::atomic<int> calls = 0;
  const auto listening = bench_->listening().Listen("journal", [&] {
    if (++calls > 1) return;
    entered.count_down();
    announced.wait();
  });
  bench_->announcing().Announce("journal");
  entered.wait();
  bench_->announcing().Announce("journal");
  announced.count_down();
  EXPECT_TRUE(Eventually([&] { return calls >= 2; }, "it is called again"));
}

TEST_P(AnnouncerContract, ManyAnnouncersLeaveNobodyAsleep) {
  std::atomic<std::int64_t> written = 0;
  std::atomic<std::int64_t> read = 0;
  const auto listening = bench_->listening().Listen("journal", [&] { read = written.load(); });
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 500; ++i) {
        ++written;
        bench_->announcing().Announce("journal");
      }
    });
  }
  threads.clear();
  EXPECT_TRUE(Eventually([&] { return read == 2'000; }, "the last one is heard"));
}

TEST_P(AnnouncerContract, AfterListeningEndedNothingIsCalled) {
  std::atomic<int> ended = 0;
  std::atomic<int> other = 0;
  auto listening = bench_->listening().Listen("journal", [&] { ++ended; });
  const auto marker = bench_->listening().Listen("journal", [&] { ++other; });
  listening.reset();
  const int calls = ended;
  other = 0;
  bench_->announcing().Announce("journal");
  ASSERT_TRUE(Eventually([&] { return other > 0; }, "the other one is woken"));
  EXPECT_EQ(ended, calls);
}

TEST_P(AnnouncerContract, EndingWaitsForARunningCallback) {
  std::latch entered(1);
  std::atomic<bool> may_return = false;
  std::atomic<bool> returned = false;
  auto listening = bench_->listening().Listen("journal", [&] {
    entered.count_down();
    while (!may_return) std::this_thread::yield();
    returned = true;
  });
  bench_->announcing().Announce("journal");
  entered.wait();
  std::jthread releaser([&] { may_return = true; });
  listening.reset();
  EXPECT_TRUE(returned);
}

TEST_P(AnnouncerContract, ListeningMayEndInsideItsOwnCallback) {
  std::unique_ptr<Listening> listening;
  std::latch set(1);
  std::atomic<int> calls = 0;
  listening = bench_->listening().Listen("journal", [&] {
    set.wait();
    listening.reset();
    ++calls;
  });
  set.count_down();
  bench_->announcing().Announce("journal");
  ASSERT_TRUE(Eventually([&] { return calls == 1; }, "the callback comes to its end"));
  bench_->announcing().Announce("journal");
  bench_->EndListening();
  EXPECT_EQ(calls, 1);
}

TEST_P(AnnouncerContract, NoCallbackRunsOnWhatItsListenerLeftBehind) {
  std::atomic<bool> over = false;
  std::jthread shouter([&] {
    while (!over) bench_->announcing().Announce("journal");
  });
  for (int i = 0; i < 500; ++i) {
    auto alive = std::make_unique<std::atomic<int>>(0);
    auto listening = bench_->listening().Listen("journal", [state = alive.get()] { ++*state; });
    listening.reset();
    alive.reset();  // a later call would be a use after free
  }
  over = true;
}

TEST_P(AnnouncerContract, AListeningMayOutliveItsAnnouncer) {
  const auto listening = bench_->listening().Listen("journal", [] {});
  bench_->announcing().Announce("journal");
  bench_->EndListening();
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
