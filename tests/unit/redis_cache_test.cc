// The cache while its Redis is stopped, killed, emptied, full or brought back from an old copy.
#include "common/cache/redis/redis_cache.h"

#include <gtest/gtest.h>

#include "tests/support/eventually.h"
#include "tests/support/redis_process.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using testing::Eventually;
using testing::RedisProcess;

constexpr milliseconds kLong{600'000};
constexpr milliseconds kImpatience{300};

// A process of the service: its connection and its cache.
class Replica {
 public:
  explicit Replica(RedisOptions options, std::size_t most_undelivered = 100)
      : client_(std::move(options), metrics_),
        cache_(client_, {"test:", most_undelivered, 10'000}, metrics_) {
    AwaitReady();
  }

  RedisCache& cache() { return cache_; }

  std::string Find(std::string_view key) {
    const auto found = cache_.Get(key);
    return found ? found->bytes : "(none)";
  }

  // Until entries are believed again; meanwhile and afterwards none of `hidden` may be "old".
  void AwaitReady(const std::vector<std::string>& hidden = {}) {
    EXPECT_TRUE(Eventually(
        [&] {
          for (const std::string& key : hidden) EXPECT_NE(Find(key), "old") << key;
          cache_.Put("works", {++works_, ""}, kLong);
          return Find("works") != "(none)";
        },
        "the cache works"));
    for (const std::string& key : hidden) EXPECT_NE(Find(key), "old") << key;
  }

  // Until nothing is sent any more.
  void AwaitAway() {
    EXPECT_TRUE(Eventually(
        [this] {
          Find("works");
          return MetricOf("sinergi_redis_ready") == 0;
        },
        "Redis is away"));
  }

  double MetricOf(const std::string& name) const {
    const std::string text = metrics_.Text();
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? 0 : std::stod(text.substr(at + name.size() + 2));
  }

 private:
  static inline std::int64_t works_ = 0;
  Metrics metrics_;
  RedisClient client_;
  RedisCache cache_;
};

class RedisCacheTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!RedisProcess::Installed()) GTEST_SKIP() << "redis-server is not installed";
    redis_ = std::make_unique<RedisProcess>();
  }

  std::unique_ptr<Replica> NewReplica(std::size_t most_undelivered = 100) {
    RedisOptions options = redis_->Options(kImpatience);
    options.most_failures = 2;
    return std::make_unique<Replica>(options, most_undelivered);
  }

  std::unique_ptr<RedisProcess> redis_;
};

TEST_F(RedisCacheTest, WhatIsForgottenWhileRedisStandsStillIsNotFoundAfterwards) {
  const auto replica = NewReplica();
  replica->cache().Put("forgotten", {1, "old"}, kLong);
  replica->cache().Put("replaced", {1, "old"}, kLong);
  replica->cache().Put("untouched", {1, "old"}, kLong);
  redis_->Pause();
  replica->AwaitAway();
  replica->cache().Forget("forgotten", 2, kLong);
  replica->cache().Put("replaced", {2, "new"}, kLong);
  redis_->Resume();
  replica->AwaitReady({"forgotten", "replaced"});
  EXPECT_EQ(replica->Find("untouched"), "old");
  replica->cache().Put("forgotten", {2, "a slow reader's"}, kLong);
  EXPECT_EQ(replica->Find("forgotten"), "(none)");
  replica->cache().Put("replaced", {2, "new"}, kLong);
  EXPECT_EQ(replica->Find("replaced"), "new");
}

TEST_F(RedisCacheTest, WhatIsForgottenIsFoundByNoReplicaOnceItIsSettled) {
  const auto writer = NewReplica();
  const auto reader = NewReplica();
  writer->AwaitReady();
  reader->AwaitReady();
  writer->AwaitReady();
  for (int round = 0; round < 500; ++round) {
    const std::string key = "key-" + std::to_string(round);
    writer->cache().Put(key, {1, "old"}, kLong);
    writer->cache().Settle();
    ASSERT_EQ(reader->Find(key), "old") << round;
    writer->cache().Forget(key, 1, kLong);
    writer->cache().Settle();
    ASSERT_EQ(reader->Find(key), "(none)") << round;
  }
}

TEST_F(RedisCacheTest, NobodyWaitsForARedisThatIsAway) {
  const auto replica = NewReplica();
  redis_->Kill();
  replica->AwaitAway();
  replica->cache().Forget("key", 1, kLong);
  replica->cache().Settle();
  redis_->Start();
}

TEST_F(RedisCacheTest, AWriteWhoseAnswerNeverCameIsSentAgain) {
  const auto replica = NewReplica();
  replica->cache().Put("key", {1, "old"}, kLong);
  EXPECT_EQ(replica->Find("key"), "old");
  redis_->Pause();
  replica->cache().Forget("key", 2, kLong);  // is on its way when Redis dies
  redis_->Kill();
  redis_->Start();
  replica->AwaitReady({"key"});
}

TEST_F(RedisCacheTest, AnOldCopyThatRedisBringsBackIsNotBelieved) {
  const auto replica = NewReplica();
  const auto other = NewReplica();
  replica->AwaitReady();
  replica->cache().Put("key", {1, "old"}, kLong);
  EXPECT_EQ(replica->Find("key"), "old");
  EXPECT_EQ(redis_->Ask({"SAVE"}), "OK");
  replica->cache().Forget("key", 2, kLong);
  EXPECT_EQ(replica->Find("key"), "(none)");
  redis_->Kill();
  redis_->Start();
  EXPECT_NE(redis_->Ask({"EXISTS", "test:entry:key"}), "0");
  other->AwaitReady({"key"});
  replica->AwaitReady({"key"});
  other->AwaitReady({"key"});
}

TEST_F(RedisCacheTest, AWriteOfAProcessThatDiedWhileRedisWasAwayIsNotHidden) {
  const auto survivor = NewReplica();
  auto writer = NewReplica();
  survivor->AwaitReady();
  survivor->cache().Put("key", {1, "old"}, kLong);
  EXPECT_EQ(survivor->Find("key"), "old");
  EXPECT_EQ(redis_->Ask({"SAVE"}), "OK");
  redis_->Kill();
  writer->AwaitAway();
  writer->cache().Forget("key", 2, kLong);
  writer.reset();
  redis_->Start();
  survivor->AwaitReady({"key"});
}

TEST_F(RedisCacheTest, AProcessThatStartsBelievesNothingOfBefore) {
  const auto replica = NewReplica();
  replica->cache().Put("key", {1, "before a crash between commit and Forget"}, kLong);
  EXPECT_NE(replica->Find("key"), "(none)");
  const auto restarted = NewReplica();
  EXPECT_EQ(restarted->Find("key"), "(none)");
  EXPECT_EQ(replica->Find("key"), "(none)");
}

TEST_F(RedisCacheTest, ReplicasShareTheirEntries) {
  const auto one = NewReplica();
  const auto other = NewReplica();
  one->AwaitReady();
  one->cache().Put("key", {1, "shared"}, kLong);
  EXPECT_EQ(one->Find("key"), "shared");
  EXPECT_EQ(other->Find("key"), "shared");
  other->cache().Forget("key", 1, kLong);
  EXPECT_EQ(other->Find("key"), "(none)");
  EXPECT_EQ(one->Find("key"), "(none)");
}

TEST_F(RedisCacheTest, AnEntryOfAWriterThatMissedARenewalIsNotKept) {
  const auto late = NewReplica();
  const auto restarted = NewReplica();
  late->cache().Put("key", {7, "sent before the renewal, for all we know"}, kLong);
  EXPECT_EQ(late->Find("key"), "(none)");
  late->cache().Put("key", {7, "sent after it"}, kLong);
  EXPECT_EQ(late->Find("key"), "sent after it");
}

TEST_F(RedisCacheTest, MoreThanItRemembersMakesAllEntriesUnreachable) {
  const auto replica = NewReplica(2);
  const std::vector<std::string> keys{"a", "b", "c", "untouched"};
  for (const std::string& key : keys) replica->cache().Put(key, {1, "old"}, kLong);
  redis_->Pause();
  replica->AwaitAway();
  for (const char* key : {"a", "b", "c"}) replica->cache().Forget(key, 2, kLong);
  redis_->Resume();
  replica->AwaitReady(keys);
}

TEST_F(RedisCacheTest, AnEmptiedRedisCostsMissesOnly) {
  const auto replica = NewReplica();
  replica->cache().Put("key", {1, "one"}, kLong);
  EXPECT_EQ(redis_->Ask({"FLUSHALL"}), "OK");
  EXPECT_EQ(replica->Find("key"), "(none)");
  replica->AwaitReady();
  replica->cache().Put("key", {1, "one"}, kLong);
  EXPECT_EQ(replica->Find("key"), "one");
}

TEST_F(RedisCacheTest, WhenTheGenerationIsLostTheEntriesAre) {
  const auto replica = NewReplica();
  const auto other = NewReplica();
  replica->AwaitReady();
  replica->cache().Put("key", {1, "old"}, kLong);
  EXPECT_EQ(redis_->Ask({"DEL", "test:generation"}), "1");
  replica->cache().Forget("key", 2, kLong);
  replica->AwaitReady({"key"});
  other->AwaitReady({"key"});
}

TEST_F(RedisCacheTest, ForgettingIsNotLostWithTheScripts) {
  const auto replica = NewReplica();
  replica->cache().Put("key", {1, "old"}, kLong);
  EXPECT_EQ(replica->Find("key"), "old");
  EXPECT_EQ(redis_->Ask({"SCRIPT", "FLUSH"}), "OK");
  replica->cache().Forget("key", 1, kLong);
  replica->AwaitReady({"key"});
}

TEST_F(RedisCacheTest, WhatIsOfAnotherTypeIsAMissAndIsReplaced) {
  const auto replica = NewReplica();
  EXPECT_EQ(redis_->Ask({"RPUSH", "test:entry:list", "x"}), "1");
  EXPECT_EQ(redis_->Ask({"SET", "test:entry:text", "no record of ours, but as long as a head is"}),
            "OK");
  for (const char* key : {"list", "text"}) {
    EXPECT_EQ(replica->Find(key), "(none)");
    replica->cache().Put(key, {1, "one"}, kLong);
    EXPECT_EQ(replica->Find(key), "one");
  }
  EXPECT_EQ(redis_->Ask({"DEL", "test:generation"}), "1");
  EXPECT_EQ(redis_->Ask({"RPUSH", "test:generation", "x"}), "1");
  replica->AwaitReady({"list", "text"});
}

TEST_F(RedisCacheTest, ARedisThatRefusesAWriteIsNotBelievedUntilItTakesIt) {
  const auto replica = NewReplica();
  replica->cache().Put("key", {1, "old"}, kLong);
  EXPECT_EQ(replica->Find("key"), "old");
  EXPECT_EQ(redis_->Ask({"CONFIG", "SET", "maxmemory", "1"}), "OK");
  replica->cache().Forget("key", 2, kLong);
  for (int i = 0; i < 1'000; ++i) EXPECT_EQ(replica->Find("key"), "(none)");
  EXPECT_EQ(redis_->Ask({"CONFIG", "SET", "maxmemory", "0"}), "OK");
  replica->AwaitReady({"key"});
}

TEST_F(RedisCacheTest, AnEntryThatIsTooLargeHidesTheOlderOne) {
  const auto replica = NewReplica();
  replica->cache().Put("key", {1, "old"}, kLong);
  replica->cache().Put("key", {2, std::string(10'001, 'x')}, kLong);
  EXPECT_EQ(replica->Find("key"), "(none)");
}

TEST_F(RedisCacheTest, AStoppedRedisCostsAFewTimeoutsAndNothingMore) {
  const auto replica = NewReplica();
  replica->cache().Put("key", {1, "one"}, kLong);
  redis_->Pause();
  for (int i = 0; i < 10'000; ++i) EXPECT_EQ(replica->Find("key"), "(none)");
  EXPECT_LE(replica->MetricOf("sinergi_redis_timeouts_total"), 2);
  EXPECT_GE(replica->MetricOf(R"(sinergi_cache_reads_total{result="failure"})"), 10'000);
}

TEST_F(RedisCacheTest, AtItsEndAllWhoAskedHaveBeenTold) {
  auto replica = NewReplica();
  redis_->Pause();
  int told = 0;
  for (int i = 0; i < 100; ++i) {
    replica->cache().Find("key",
                          [&](const std::optional<CacheEntry>& found) { told += found ? 0 : 1; });
  }
  replica.reset();
  EXPECT_EQ(told, 100);
}

}  // namespace
}  // namespace sinergi
