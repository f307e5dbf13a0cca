// What every Cache promises, run for each implementation.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "common/cache/memory/cache_shard.h"
#include "common/cache/memory/memory_cache.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kLong{60'000};
constexpr milliseconds kShort{1'000};

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

struct Implementation {
  const char* name;
  std::unique_ptr<Bench> (*make)();
};

class CacheContract : public ::testing::TestWithParam<Implementation> {
 protected:
  Cache& cache() { return bench_->cache(); }

  std::string Find(std::string_view key) {
    const auto found = cache().Get(key);
    return found ? found->bytes : "(none)";
  }

  std::unique_ptr<Bench> bench_ = GetParam().make();
};

INSTANTIATE_TEST_SUITE_P(Every, CacheContract,
                         ::testing::Values(Implementation{"Memory",
                                                          []() -> std::unique_ptr<Bench> {
                                                            return std::make_unique<MemoryBench>();
                                                          }}),
                         [](const auto& test) { return test.param.name; });

TEST_P(CacheContract, GivesBackWhatWasPutWithItsVersion) {
  const CacheEntry entry{7, std::string("\0\xff two", 6)};
  cache().Put("referrals/1", entry, kLong);
  EXPECT_EQ(cache().Get("referrals/1"), entry);
  EXPECT_EQ(cache().Get("referrals/2"), std::nullopt);
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
    while (!over) cache().Put("key", {1, "stale"}, kLong);
  });
  for (std::int64_t version = 1; version <= kVersions; ++version) {
    cache().Forget("key", version, kLong);
    if (cache().Get("key")) came_back = true;
  }
  over = true;
  threads.clear();
  EXPECT_FALSE(came_back);
}

class MemoryCacheTest : public ::testing::Test {
 protected:
  static constexpr std::size_t kBytes = 100;  // of one entry, without key and overhead

  void Put(const std::string& key, std::int64_t version = 1) {
    cache_.Put(key, {version, std::string(kBytes, 'x')}, kLong);
  }
  bool Has(const std::string& key) { return cache_.Get(key).has_value(); }

  ManualClock clock_{Instant(std::chrono::hours(480'000))};
  MemoryCache cache_{clock_, 3 * (1 + kBytes + kCacheEntryOverhead)};  // three keys of one letter
};

TEST_F(MemoryCacheTest, TheLeastRecentlyUsedGoesFirst) {
  for (const char* key : {"a", "b", "c"}) Put(key);
  EXPECT_TRUE(Has("a"));
  Put("d");
  EXPECT_TRUE(Has("a") && Has("c") && Has("d"));
  EXPECT_FALSE(Has("b"));
}

TEST_F(MemoryCacheTest, AReplacedEntryGivesItsRoomBack) {
  for (std::int64_t version = 1; version <= 10; ++version) {
    for (const char* key : {"a", "b", "c"}) Put(key, version);
  }
  EXPECT_TRUE(Has("a") && Has("b") && Has("c"));
}

TEST_F(MemoryCacheTest, TombstonesCountAndMakeRoomToo) {
  for (const char* key : {"a", "b", "c"}) Put(key);
  for (int i = 0; i < 100; ++i) cache_.Forget("gone/" + std::to_string(i), 1, kLong);
  EXPECT_FALSE(Has("a") || Has("b") || Has("c"));
  Put("d");
  EXPECT_TRUE(Has("d"));
}

TEST_F(MemoryCacheTest, AnEntryThatIsTooLargeHidesTheOlderOne) {
  Put("a", 1);
  cache_.Put("a", {2, std::string(10'000, 'x')}, kLong);
  EXPECT_FALSE(Has("a"));
  Put("a", 1);
  EXPECT_FALSE(Has("a"));
  Put("a", 3);
  EXPECT_TRUE(Has("a"));
}

TEST_F(MemoryCacheTest, AKeyThatIsTooLargeIsNotKept) {
  Put("a");
  const std::string key(10'000, 'k');
  cache_.Put(key, {1, ""}, kLong);
  cache_.Forget(key, 1, kLong);
  EXPECT_FALSE(Has(key));
  EXPECT_TRUE(Has("a"));
}

TEST(MemoryCacheShardsTest, ALargeCacheStaysWithinItsBytes) {
  constexpr std::size_t kMost = std::size_t{32} << 20;
  constexpr int kEntries = 200;
  const ManualClock clock{Instant(std::chrono::hours(480'000))};
  MemoryCache cache(clock, kMost);
  const std::string bytes(std::size_t{256} << 10, 'x');
  for (int i = 0; i < kEntries; ++i) cache.Put(std::to_string(i), {1, bytes}, kLong);
  std::size_t kept = 0;
  for (int i = 0; i < kEntries; ++i) {
    if (cache.Get(std::to_string(i))) ++kept;
  }
  EXPECT_LE(kept * bytes.size(), kMost);
  EXPECT_GT(kept * bytes.size(), kMost / 2);
}

}  // namespace
}  // namespace sinergi
