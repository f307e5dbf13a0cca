#include "common/rpc/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>

namespace sinergi {
namespace {

Deadline Later() { return Deadline::In(std::chrono::minutes(10)); }
Deadline Past() { return Deadline::In(std::chrono::milliseconds(-1)); }

TEST(WorkerPoolTest, RunsAsManyAtOnceAsItHasThreads) {
  WorkerPool pool(4, 16);
  std::latch four(4);
  for (int i = 0; i < 4; ++i) {
    EXPECT_TRUE(pool.Submit(Later(), [&](bool) { four.arrive_and_wait(); }));
  }
  pool.Stop();
  EXPECT_TRUE(four.try_wait());
}

TEST(WorkerPoolTest, OneThreadTakesWhatWaitsInOrder) {
  WorkerPool pool(1, 16);
  std::vector<int> order;  // not guarded: one thread
  for (int i = 0; i < 10; ++i) {
    EXPECT_TRUE(pool.Submit(Later(), [&order, i](bool) { order.push_back(i); }));
  }
  pool.Stop();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(WorkerPoolTest, AFullQueueTakesNothingMore) {
  WorkerPool pool(1, 2);
  std::latch running(1);
  std::latch may_end(1);
  std::atomic<int> ran = 0;
  const auto count = [&](bool) { ++ran; };
  EXPECT_TRUE(pool.Submit(Later(), [&](bool) {
    running.count_down();
    may_end.wait();
  }));
  running.wait();
  EXPECT_TRUE(pool.Submit(Later(), count));
  EXPECT_TRUE(pool.Submit(Later(), count));
  EXPECT_FALSE(pool.Submit(Later(), count));
  may_end.count_down();
  pool.Stop();
  EXPECT_EQ(ran, 2);
}

TEST(WorkerPoolTest, TellsAJobThatItsTimePassedWhileItWaited) {
  WorkerPool pool(1, 16);
  std::vector<bool> expired;  // not guarded: one thread
  const auto note = [&](bool passed) { expired.push_back(passed); };
  EXPECT_TRUE(pool.Submit(Later(), note));
  EXPECT_TRUE(pool.Submit(Past(), note));
  pool.Stop();
  EXPECT_EQ(expired, (std::vector<bool>{false, true}));
}

TEST(WorkerPoolTest, StopRunsWhatIsQueuedAndTakesNothingMore) {
  WorkerPool pool(2, 1000);
  std::atomic<int> ran = 0;
  for (int i = 0; i < 1000; ++i) {
    if (!pool.Submit(Later(), [&](bool) { ++ran; })) --ran;
  }
  pool.Stop();
  EXPECT_EQ(ran, 1000);
  EXPECT_FALSE(pool.Submit(Later(), [&](bool) { ++ran; }));
  pool.Stop();
  EXPECT_EQ(ran, 1000);
}

TEST(WorkerPoolTest, AJobMaySubmitAnother) {
  WorkerPool pool(1, 16);
  std::latch inner(1);
  EXPECT_TRUE(pool.Submit(Later(), [&](bool) {
    EXPECT_TRUE(pool.Submit(Later(), [&](bool) { inner.count_down(); }));
  }));
  inner.wait();
}

}  // namespace
}  // namespace sinergi
