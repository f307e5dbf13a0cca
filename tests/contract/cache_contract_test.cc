// What every Cache promises, run for each implementation.
#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>
#include <vector>

#include "common/cache/memory/memory_cache.h"
#include "common/cache/redis/redis_cache.h"
#include "tests/support/eventually.h"
#include "tests/support/redis_server.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using testing::Eventually;

constexpr milliseconds kLong{60'000};
constexpr milliseconds kShort{2'000};
constexpr milliseconds kRedisTick{20};  // its clock's milliseconds, and ours, may be apart by less

// A cache and its time.
class Bench {
 public:
  virtual ~Bench() = default;
  virtual Cache& cache() = 0;
  virtual void LetPass(milliseconds time) = 0;
};

class MemoryBench final : public Bench {
 public:
  Cache& cache() override { return cache_; }
  void LetPass(milliseconds time) override { clock_.Advance(time); }

 private:
  ManualClock clock_{Instant(std::chrono::hours(480'000))};
  MemoryCache cache_{clock_, std::size_t{64} << 20};
};

// Real time passes; what is put under a prefix of its own ends with its time.
class RedisBench final : public Bench {
 public:
  RedisBench() {
    const auto works = [this] {
      cache_.Put("works", {1, ""}, kLong);
      return cache_.Get("works").has_value();
    };
    EXPECT_TRUE(Eventually(works, "the cache is connected"));
  }

  Cache& cache() override { return cache_; }
  void LetPass(milliseconds time) override {
    cache_.Settle();  // what was put before counts its time from when Redis has it
    const auto end = std::chrono::steady_clock::now() + time + kRedisTick;
    EXPECT_TRUE(Eventually([&] { return std::chrono::steady_clock::now() >= end; }, "time passes"));
  }

 private:
  Metrics metrics_;
  RedisClient client_{testing::PatientRedis(), metrics_};
  RedisCache cache_{client_, {.prefix = testing::FreshRedisPrefix()}, metrics_};
};

struct Implementation {
  const char* name;
  std::unique_ptr<Bench> (*make)();
};

std::unique_ptr<Bench> MakeMemory() { return std::make_unique<MemoryBench>(); }

std::unique_ptr<Bench> MakeRedis() {
  return testing::RedisServer() ? std::make_unique<RedisBench>() : nullptr;
}

class CacheContract : public ::testing::TestWithParam<Implementation> {
 protected:
  void SetUp() override {
    if (bench_ == nullptr) GTEST_SKIP() << "SINERGI_TEST_REDIS is not set";
  }

  Cache& cache() { return bench_->cache(); }

  std::string Find(std::string_view key) {
    const auto found = cache().Get(key);
    return found ? found->bytes : "(none)";
  }

  std::unique_ptr<Bench> bench_ = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(Every, CacheContract,
                         ::testing::Values(Implementation{"Memory", MakeMemory},
                                           Implementation{"Redis", MakeRedis}),
                         [](const auto& test) { return test.param.name; });

TEST_P(CacheContract, GivesBackWhatWasPutWithItsVersion) {
  const CacheEntry entry{7, std::string("\0\xff two", 6)};
  cache().Put("referrals/1", entry, kLong);
  EXPECT_EQ(cache().Get("referrals/1"), entry);
  EXPECT_EQ(cache().Get("referrals/2"), std::nullopt);
}

TEST_P(CacheContract, KeepsEveryVersionAndEmptyBytes) {
  constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();
  for (const std::int64_t version : {kLowest, std::int64_t{-1}, std::int64_t{0}, kHighest}) {
    cache().Put("key", {version, ""}, kLong);
    EXPECT_EQ(cache().Get("key"), (CacheEntry{version, ""}));
  }
  cache().Forget("key", kHighest, kLong);
  cache().Put("key", {kLowest, "older"}, kLong);
  EXPECT_EQ(Find("key"), "(none)");
}

TEST_P(CacheContract, FindTellsOnceWhatGetGives) {
  cache().Put("key", {1, "one"}, kLong);
  std::atomic<int> hits = 0;
  std::atomic<int> misses = 0;
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 100; ++i) {
        cache().Find("key", [&](const std::optional<CacheEntry>& found) {
          if (found == CacheEntry{1, "one"}) ++hits;
        });
        cache().Find("nothing", [&](const std::optional<CacheEntry>& found) {
          if (!found) ++misses;
        });
      }
    });
  }
  threads.clear();
  EXPECT_TRUE(Eventually([&] { return hits + misses >= 800; }, "all are told"));
  bench_.reset();
  EXPECT_EQ(hits, 400);
  EXPECT_EQ(misses, 400);
}

TEST_P(CacheContract, FindSeesWhatItsThreadDidBefore) {
  std::atomic<int> told = 0;
  std::atomic<int> wrong = 0;
  for (std::int64_t version = 1; version <= 200; version += 2) {
    cache().Put("key", {version, "present"}, kLong);
    cache().Find("key", [&, version](const std::optional<CacheEntry>& found) {
      if (!found || found->version != version) ++wrong;
      ++told;
    });
    cache().Forget("key", version, kLong);
    cache().Find("key", [&](const std::optional<CacheEntry>& found) {
      if (found) ++wrong;
      ++told;
    });
  }
  EXPECT_TRUE(Eventually([&] { return told == 200; }, "all are told"));
  EXPECT_EQ(wrong, 0);
}

TEST_P(CacheContract, ANewerVersionReplacesAnOlderOne) {
  cache().Put("key", {1, "old"}, kLong);
  cache().Put("key", {2, "new"}, kLong);
  EXPECT_EQ(Find("key"), "new");
}

TEST_P(CacheContract, AnOlderOrEqualVersionNeverReplaces) {
  cache().Put("key", {5, "five"}, kLong);
  cache().Put("key", {4, "four"}, kLong);
  cache().Put("key", {5, "another five"}, kLong);
  EXPECT_EQ(Find("key"), "five");
}

TEST_P(CacheContract, AnOlderPutDoesNotChangeHowLongTheNewerLives) {
  cache().Put("key", {5, "five"}, kShort);
  cache().Put("key", {4, "four"}, kLong);
  bench_->LetPass(kShort);
  EXPECT_EQ(Find("key"), "(none)");
}

TEST_P(CacheContract, AnEntryIsGoneAfterItsTime) {
  cache().Put("key", {1, "one"}, kShort);
  bench_->LetPass(kShort / 4);
  EXPECT_EQ(Find("key"), "one");
  bench_->LetPass(kShort);
  EXPECT_EQ(Find("key"), "(none)");
}

TEST_P(CacheContract, AfterItsTimeAnOlderVersionMayComeIn) {
  cache().Put("key", {5, "five"}, kShort);
  bench_->LetPass(kShort);
  cache().Put("key", {4, "four"}, kLong);
  EXPECT_EQ(Find("key"), "four");
}

TEST_P(CacheContract, WhatIsForgottenIsNotFound) {
  cache().Put("key", {3, "three"}, kLong);
  cache().Forget("key", 3, kLong);
  EXPECT_EQ(Find("key"), "(none)");
}

TEST_P(CacheContract, WhatIsForgottenCannotComeBack) {
  cache().Forget("key", 3, kLong);
  cache().Put("key", {2, "a slow reader's"}, kLong);
  cache().Put("key", {3, "another's"}, kLong);
  EXPECT_EQ(Find("key"), "(none)");
}

TEST_P(CacheContract, ANewerVersionReplacesATombstone) {
  cache().Forget("key", 3, kLong);
  cache().Put("key", {4, "four"}, kLong);
  EXPECT_EQ(Find("key"), "four");
}

TEST_P(CacheContract, ForgettingAnOlderVersionLeavesTheNewerOne) {
  cache().Put("key", {4, "four"}, kLong);
  cache().Forget("key", 3, kLong);
  EXPECT_EQ(Find("key"), "four");
}

TEST_P(CacheContract, ATombstoneEndsAfterItsTime) {
  cache().Forget("key", 3, kShort);
  bench_->LetPass(kShort);
  cache().Put("key", {3, "three"}, kLong);
  EXPECT_EQ(Find("key"), "three");
}

TEST_P(CacheContract, AnOlderTombstoneDoesNotWeakenANewerOne) {
  cache().Forget("key", 5, kLong);
  cache().Forget("key", 3, kShort);
  bench_->LetPass(kShort);
  cache().Put("key", {5, "five"}, kLong);
  EXPECT_EQ(Find("key"), "(none)");
}

TEST_P(CacheContract, ForgettingAgainForAShorterTimeKeepsTheLongerOne) {
  cache().Forget("key", 5, kLong);
  cache().Forget("key", 5, kShort);
  bench_->LetPass(kShort);
  cache().Put("key", {5, "five"}, kLong);
  EXPECT_EQ(Find("key"), "(none)");
}

TEST_P(CacheContract, KeysDoNotTouchEachOther) {
  for (int i = 0; i < 100; ++i) {
    cache().Put("key/" + std::to_string(i), {1, std::to_string(i)}, kLong);
  }
  cache().Forget("key/50", 1, kLong);
  EXPECT_EQ(Find("key/49"), "49");
  EXPECT_EQ(Find("key/50"), "(none)");
  EXPECT_EQ(Find("key/51"), "51");
}

TEST_P(CacheContract, AReaderNeverSeesAVersionGoBack) {
  constexpr std::int64_t kVersions = 2'000;
  std::atomic<bool> went_back = false;
  std::atomic<bool> torn = false;
  std::vector<std::jthread> threads;
  threads.reserve(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      std::int64_t seen = 0;
      for (std::int64_t version = 1; version <= kVersions; ++version) {
        cache().Put("hot", {version, std::to_string(version)}, kLong);
        const auto found = cache().Get("hot");
        if (!found) continue;
        if (found->version < seen) went_back = true;
        if (found->bytes != std::to_string(found->version)) torn = true;
        seen = found->version;
      }
    });
  }
  threads.clear();
  EXPECT_FALSE(went_back);
  EXPECT_FALSE(torn);
  EXPECT_EQ(Find("hot"), std::to_string(kVersions));
}

TEST_P(CacheContract, NoThreadBringsBackWhatAnotherForgets) {
  constexpr std::int64_t kVersions = 500;
  std::atomic<bool> came_back = false;
  std::vector<std::jthread> threads;
  std::atomic<bool> over = false;
  threads.emplace_back([&] {
    while (!over) {
      cache().Put("key", {1, "stale"}, kLong);
      cache().Get("another key");
    }
  });
  for (std::int64_t version = 1; version <= kVersions; ++version) {
    cache().Forget("key", version, kLong);
    if (cache().Get("key")) came_back = true;
  }
  over = true;
  threads.clear();
  EXPECT_FALSE(came_back);
}

}  // namespace
}  // namespace sinergi
