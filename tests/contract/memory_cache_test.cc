// What MemoryCache promises besides: who goes first, and within which bytes.
#include "common/cache/memory/memory_cache.h"

#include <gtest/gtest.h>

#include "common/cache/memory/cache_shard.h"

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kLong{60'000};

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
