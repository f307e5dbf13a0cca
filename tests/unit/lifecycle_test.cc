#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <future>
#include <latch>
#include <stdexcept>

#include "common/lifecycle/background_thread.h"
#include "common/lifecycle/stop_signal.h"
#include "common/lifecycle/wake_up.h"
#include "common/lifecycle/workers.h"

namespace sinergi {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

void WaitForStop(std::stop_token stop) {
  WakeUp never;
  while (!stop.stop_requested()) never.WaitFor(stop, hours(1));
}

TEST(WorkersTest, StartsAndStopsMany) {
  std::atomic<int> started = 0;
  std::atomic<int> ended = 0;
  for (int round = 0; round < 10; ++round) {
    Workers workers;
    for (int i = 0; i < 50; ++i) {
      workers.Start("worker", [&](std::stop_token stop) {
        ++started;
        WaitForStop(stop);
        ++ended;
      });
    }
    workers.StopAll();
  }
  EXPECT_EQ(started, 500);
  EXPECT_EQ(ended, 500);
}

TEST(WorkersTest, AsksToStopInReverseOrderAndWaitsForEach) {
  std::vector<int> order;  // not guarded: written by the thread that asks
  std::atomic<int> ended = 0;
  std::latch ready(5);
  Workers workers;
  for (int i = 0; i < 5; ++i) {
    workers.Start("worker", [&, i](std::stop_token stop) {
      const std::stop_callback asked(stop, [&order, i] { order.push_back(i); });
      ready.count_down();
      WaitForStop(stop);
      ++ended;
    });
  }
  ready.wait();
  workers.StopAll();
  EXPECT_EQ(order, (std::vector<int>{4, 3, 2, 1, 0}));
  EXPECT_EQ(ended, 5);
}

TEST(WorkersTest, AllAreAskedToStopBeforeAnyIsWaitedFor) {
  std::latch all_asked(3);
  Workers workers;
  for (int i = 0; i < 3; ++i) {
    workers.Start("worker", [&](std::stop_token stop) {
      WaitForStop(stop);
      all_asked.arrive_and_wait();  // never returns when one is waited for before the next is asked
    });
  }
  workers.StopAll();
  EXPECT_TRUE(all_asked.try_wait());
}

TEST(WorkersTest, CanBeStoppedTwiceAndStartAgain) {
  std::atomic<int> ended = 0;
  const auto work = [&](std::stop_token stop) {
    WaitForStop(stop);
    ++ended;
  };
  Workers workers;
  workers.Start("first", work);
  workers.StopAll();
  workers.StopAll();
  workers.Start("second", work);
  workers.StopAll();
  EXPECT_EQ(ended, 2);
}

TEST(WorkersTest, TheEndOfTheirOwnerStopsThem) {
  std::atomic<bool> ended = false;
  {
    Workers workers;
    workers.Start("worker", [&](std::stop_token stop) {
      WaitForStop(stop);
      ended = true;
    });
  }
  EXPECT_TRUE(ended);
}

TEST(WorkersTest, AThreadBearsTheFirstFifteenCharactersOfItsName) {
  std::string seen;
  Workers workers;
  workers.Start("outbox-relay-referrals", [&](std::stop_token stop) {
    std::array<char, 16> name{};
    pthread_getname_np(pthread_self(), name.data(), name.size());
    seen = name.data();
    WaitForStop(stop);
  });
  workers.StopAll();
  EXPECT_EQ(seen, "outbox-relay-re");
}

TEST(WorkersTest, OneThatEndsUnaskedIsLogged) {
  testing::internal::CaptureStderr();
  std::promise<void> ended;
  Workers workers;
  workers.Start("relay", [&](std::stop_token) { ended.set_value_at_thread_exit(); });
  EXPECT_EQ(ended.get_future().wait_for(std::chrono::seconds(30)), std::future_status::ready);
  workers.StopAll();
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::HasSubstr("a worker ended before it was asked to  worker=relay\n"));
}

TEST(WorkersTest, OneThatEndsWhenAskedIsNotLogged) {
  testing::internal::CaptureStderr();
  Workers workers;
  workers.Start("relay", WaitForStop);
  workers.StopAll();
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(WorkersDeathTest, OneThatThrowsEndsTheProcessAndIsLogged) {
  testing::FLAGS_gtest_death_test_style = "threadsafe";
  const auto fail = [](auto exception) {
    Workers workers;
    workers.Start("relay", [=](std::stop_token) { throw exception; });
    WaitForStop({});
  };
  EXPECT_EXIT(fail(std::runtime_error("disk full")), testing::KilledBySignal(SIGABRT),
              "a worker failed.*worker=relay cause=\"disk full\"");
  EXPECT_EXIT(fail(7), testing::KilledBySignal(SIGABRT), "a worker failed.*worker=relay");
}

TEST(WakeUpTest, RingsWhileNobodyWaitsAreRememberedAsOne) {
  WakeUp bell;
  bell.Ring();
  bell.Ring();
  const auto start = std::chrono::steady_clock::now();
  bell.WaitFor({}, hours(1));
  EXPECT_LT(std::chrono::steady_clock::now() - start, hours(1));
  const auto again = std::chrono::steady_clock::now();
  bell.WaitFor({}, milliseconds(20));
  EXPECT_GE(std::chrono::steady_clock::now() - again, milliseconds(20));
}

TEST(WakeUpTest, AStopEndsTheWait) {
  WakeUp bell;
  std::jthread waiting([&](std::stop_token stop) { bell.WaitFor(stop, hours(1)); });
  waiting.request_stop();
  waiting.join();
}

TEST(WakeUpTest, ARingEndsTheWaitOfAnotherThread) {
  WakeUp bell;
  std::jthread waiting([&] { bell.WaitFor({}, hours(1)); });
  bell.Ring();
  waiting.join();
}

class StopSignalTest : public testing::TestWithParam<int> {};

TEST_P(StopSignalTest, BecomesAStopRequest) {
  StopSignal signal;
  EXPECT_FALSE(signal.token().stop_requested());
  ASSERT_EQ(kill(getpid(), GetParam()), 0);
  signal.Wait();
  EXPECT_TRUE(signal.token().stop_requested());
}

TEST_P(StopSignalTest, DoesNotStrikeAWorkerThatRuns) {
  StopSignal signal;
  Workers workers;
  std::atomic<bool> ended_in_order = false;
  workers.Start("worker", [&](std::stop_token stop) {
    kill(getpid(), GetParam());
    WaitForStop(stop);
    ended_in_order = true;
  });
  signal.Wait();
  workers.StopAll();
  EXPECT_TRUE(ended_in_order);
}

INSTANTIATE_TEST_SUITE_P(Both, StopSignalTest, testing::Values(SIGTERM, SIGINT),
                         [](const auto& of) { return of.param == SIGTERM ? "Term" : "Int"; });

TEST(BackgroundThreadTest, DoesOneThingAfterTheOtherAndGivesWhatEachGave) {
  BackgroundThread thread("beside");
  std::vector<int> order;
  auto first = thread.Do([&] {
    order.push_back(1);
    return std::string("first");
  });
  auto second = thread.Do([&] { order.push_back(2); });
  EXPECT_EQ(first.get(), "first");
  second.get();
  EXPECT_EQ(order, (std::vector<int>{1, 2}));
  EXPECT_FALSE(first.valid());
}

TEST(BackgroundThreadTest, WhatATaskThrowsComesToItsAskerAndTheNextOneIsDone) {
  BackgroundThread thread("beside");
  auto failed = thread.Do([]() -> int { throw std::runtime_error("no"); });
  EXPECT_THROW(failed.get(), std::runtime_error);
  EXPECT_EQ(thread.Do([] { return 2; }).get(), 2);
}

TEST(BackgroundThreadTest, AnAskerThatGoesWaitsForTheEnd) {
  BackgroundThread thread("beside");
  std::atomic<bool> goes = false;
  std::atomic<bool> done = false;
  {
    const auto pending = thread.Do([&] {
      while (!goes) std::this_thread::yield();
      for (int turn = 0; turn < 1000; ++turn) std::this_thread::yield();
      done = true;
    });
    goes = true;
  }
  EXPECT_TRUE(done);
}

TEST(BackgroundThreadTest, EndsAfterAllThatItWasAskedFor) {
  std::atomic<int> count = 0;
  Pending<void> pending;
  {
    BackgroundThread thread("beside");
    pending = thread.Do([&] { ++count; });
  }
  EXPECT_EQ(count, 1);
}

}  // namespace
}  // namespace sinergi
