// Wake-ups while their Redis is stopped or restarted.
#include "common/announcements/redis/redis_announcer.h"

#include <gtest/gtest.h>

#include <atomic>

#include "tests/support/eventually.h"
#include "tests/support/redis_process.h"

namespace sinergi {
namespace {

using testing::Eventually;
using testing::RedisProcess;

class RedisAnnouncerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!RedisProcess::Installed()) GTEST_SKIP() << "redis-server is not installed";
    redis_ = std::make_unique<RedisProcess>();
    client_ = std::make_unique<RedisClient>(redis_->Options(), metrics_);
    here_ = std::make_unique<RedisAnnouncer>(*client_, redis_->Options(), "test:");
    there_ = std::make_unique<RedisAnnouncer>(*client_, redis_->Options(), "test:");
  }

  // Announces there until it is heard here.
  void AwaitHeard() {
    const int before = heard_;
    EXPECT_TRUE(Eventually(
        [&] {
          there_->Announce("journal");
          return heard_ > before;
        },
        "an announcement is heard"));
  }

  // How many messages Redis was given to pass on.
  std::string Published() {
    const std::string statistics = redis_->Ask({"INFO", "commandstats"});
    const std::string name = "cmdstat_publish:calls=";
    const std::size_t at = statistics.find(name);
    if (at == std::string::npos) return "0";
    return statistics.substr(at + name.size(), statistics.find(',', at) - at - name.size());
  }

  Metrics metrics_;
  std::atomic<int> heard_ = 0;
  std::unique_ptr<RedisProcess> redis_;
  std::unique_ptr<RedisClient> client_;
  std::unique_ptr<RedisAnnouncer> here_;
  std::unique_ptr<RedisAnnouncer> there_;
};

TEST_F(RedisAnnouncerTest, AfterARestartAListenerIsWokenOnceAndHearsAgain) {
  const auto listening = here_->Listen("journal", [this] { ++heard_; });
  AwaitHeard();
  redis_->Kill();
  const int before = heard_;
  redis_->Start();
  EXPECT_TRUE(Eventually([&] { return heard_ > before; }, "it is woken without an announcement"));
  AwaitHeard();
}

TEST_F(RedisAnnouncerTest, WithoutRedisItsOwnListenersAreWokenAndNobodyWaits) {
  const auto listening = here_->Listen("journal", [this] { ++heard_; });
  AwaitHeard();
  redis_->Kill();
  for (int i = 0; i < 10; ++i) {
    const int before = heard_;
    here_->Announce("journal");
    EXPECT_TRUE(Eventually([&] { return heard_ > before; }, "it is woken"));
  }
}

TEST_F(RedisAnnouncerTest, AStoppedRedisBlocksNoAnnouncement) {
  const auto listening = here_->Listen("journal", [this] { ++heard_; });
  AwaitHeard();
  redis_->Pause();
  for (int i = 0; i < 10'000; ++i) there_->Announce("journal/" + std::to_string(i % 100));
  const int before = heard_;
  here_->Announce("journal");
  EXPECT_TRUE(Eventually([&] { return heard_ > before; }, "it is woken"));
  redis_->Resume();
  AwaitHeard();
}

TEST_F(RedisAnnouncerTest, WhatIsAnnouncedAgainBeforeItWentOutIsOneMessage) {
  const auto listening = here_->Listen("journal", [this] { ++heard_; });
  AwaitHeard();
  redis_->Ask({"CONFIG", "RESETSTAT"});
  redis_->Pause();
  for (int i = 0; i < 10'000; ++i) there_->Announce("many");
  redis_->Resume();
  EXPECT_TRUE(Eventually([this] { return Published() >= "2"; }, "it is published"));
  EXPECT_EQ(Published(), "2");  // the first one, and one for all that came before its answer
}

TEST_F(RedisAnnouncerTest, AnotherPrefixIsAnotherWorld) {
  RedisAnnouncer stranger(*client_, redis_->Options(), "test:test:");
  std::atomic<int> wrong = 0;
  const auto listening = here_->Listen("journal", [this] { ++heard_; });
  const auto other = stranger.Listen("journal", [&] { ++wrong; });
  AwaitHeard();
  EXPECT_TRUE(Eventually([&] { return wrong == 1; }, "the call at its beginning"));
  AwaitHeard();
  EXPECT_EQ(wrong, 1);
}

TEST_F(RedisAnnouncerTest, NobodyListensToChannelsThatAreLeft) {
  auto listening = here_->Listen("journal", [this] { ++heard_; });
  AwaitHeard();
  EXPECT_EQ(redis_->Ask({"PUBLISH", "test:journal", "x"}), "1");
  listening.reset();
  EXPECT_TRUE(Eventually(
      [this] {
        return redis_->Ask({"PUBLISH", "test:journal", "x"}) == "0";
      },
      "left"));
}

}  // namespace
}  // namespace sinergi
