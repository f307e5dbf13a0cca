#include <gtest/gtest.h>

#include <limits>

#include "common/cache/redis/cache_record.h"
#include "common/cache/redis/undelivered.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;

TEST(UndeliveredTest, KeepsTheNewestVersionAndTheLongestTimeOfEachKey) {
  Undelivered undelivered(2);
  EXPECT_TRUE(undelivered.Remember("a", {5, milliseconds(10)}));
  EXPECT_TRUE(undelivered.Remember("a", {3, milliseconds(20)}));
  EXPECT_TRUE(undelivered.Remember("b", {1, milliseconds(10)}));
  const auto all = undelivered.TakeAll();
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(all.at("a").version, 5);
  EXPECT_EQ(all.at("a").time_to_live, milliseconds(20));
  EXPECT_TRUE(undelivered.TakeAll().empty());
}

TEST(UndeliveredTest, SaysWhenItHasNoMoreRoom) {
  Undelivered undelivered(1);
  EXPECT_TRUE(undelivered.Remember("a", {1, milliseconds(10)}));
  EXPECT_FALSE(undelivered.Remember("b", {1, milliseconds(10)}));
  EXPECT_TRUE(undelivered.TakeAll().empty());
}

TEST(CacheRecordTest, VersionsAreOrderedAsTexts) {
  const std::int64_t versions[]{std::numeric_limits<std::int64_t>::min(), -10, -9, -1, 0, 1, 9, 10,
                                std::numeric_limits<std::int64_t>::max()};
  std::string before;
  for (const std::int64_t version : versions) {
    EXPECT_LT(before, VersionText(version));
    before = VersionText(version);
    EXPECT_EQ(before.size(), kVersionDigits);
  }
}

TEST(CacheRecordTest, ReadsOnlyAWholeEntryOfTheGeneration) {
  const std::string generation = GenerationText(0xabc);
  const std::string record = generation + "e" + VersionText(-7) + "bytes";
  EXPECT_EQ(EntryOf(record, generation), (CacheEntry{-7, "bytes"}));
  EXPECT_EQ(EntryOf(record, GenerationText(0xabd)), std::nullopt);
  EXPECT_EQ(EntryOf(generation + "t" + VersionText(-7), generation), std::nullopt);
  EXPECT_EQ(EntryOf(generation + "e" + std::string(kVersionDigits, 'x'), generation), std::nullopt);
  for (std::size_t size = 0; size < kGenerationDigits + 1 + kVersionDigits; ++size) {
    EXPECT_EQ(EntryOf(record.substr(0, size), generation), std::nullopt);
  }
  EXPECT_EQ(EntryOf(record, ""), std::nullopt);
}

}  // namespace
}  // namespace sinergi
