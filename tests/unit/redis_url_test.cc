#include "common/redis/redis_url.h"

#include <gtest/gtest.h>

#include "common/redis/reasons.h"

namespace sinergi {
namespace {

RedisUrl Read(std::string_view text) {
  const auto url = RedisUrl::Parse(text);
  EXPECT_TRUE(url) << text;
  return url ? *url : RedisUrl();
}

TEST(RedisUrlTest, OnlyTheHostIsNeeded) {
  EXPECT_EQ(Read("redis://cache.local"), (RedisUrl{"cache.local", 6379, "", "", 0}));
  EXPECT_EQ(Read("redis://127.0.0.1:7000/"), (RedisUrl{"127.0.0.1", 7000, "", "", 0}));
}

TEST(RedisUrlTest, ReadsUserPasswordAndDatabase) {
  EXPECT_EQ(Read("redis://ani:s3cret@redis:6380/4"), (RedisUrl{"redis", 6380, "ani", "s3cret", 4}));
  EXPECT_EQ(Read("redis://:s3cret@redis"), (RedisUrl{"redis", 6379, "", "s3cret", 0}));
}

TEST(RedisUrlTest, APasswordMayHoldAnything) {
  EXPECT_EQ(Read("redis://:a%40b%2Fc%25:d@redis").password, "a@b/c%:d");
  EXPECT_EQ(Read("redis://a%3Ab:c@d@redis"), (RedisUrl{"redis", 6379, "a:b", "c@d", 0}));
}

TEST(RedisUrlTest, ReadsAnAddressInBrackets) {
  EXPECT_EQ(Read("redis://[::1]:7000/1"), (RedisUrl{"::1", 7000, "", "", 1}));
  EXPECT_EQ(Read("redis://[fe80::1]").host, "fe80::1");
}

TEST(RedisUrlTest, RefusesWhatIsNoAddressWithoutRepeatingIt) {
  for (const char* text : {"",
                           "redis:",
                           "redis://",
                           "rediss://host",
                           "http://host",
                           "redis://:7000",
                           "redis://host:",
                           "redis://host:0",
                           "redis://host:65536",
                           "redis://host:7x",
                           "redis://host/x",
                           "redis://host/-1",
                           "redis://host/1/2",
                           "redis://user@host",
                           "redis://user:@host",
                           "redis://:%4@host",
                           "redis://:%zz@host",
                           "redis://[::1",
                           "redis://[::1]x:1",
                           "redis://a b",
                           "redis://host?db=1",
                           "redis://host:99999999999999999999"}) {
    const auto url = RedisUrl::Parse(text);
    ASSERT_FALSE(url) << text;
    EXPECT_TRUE(url.error().Is(reasons::kRedisUrlMalformed));
    EXPECT_TRUE(url.error().variables().empty());
  }
}

}  // namespace
}  // namespace sinergi
