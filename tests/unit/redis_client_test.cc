// The shared connection, against a Redis of the test's own.
#include "common/redis/redis_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>
#include <vector>

#include "tests/support/eventually.h"
#include "tests/support/redis_process.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using testing::Eventually;
using testing::RedisProcess;

class RedisClientTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!RedisProcess::Installed()) GTEST_SKIP() << "redis-server is not installed";
    redis_ = std::make_unique<RedisProcess>();
  }

  void Connect(RedisOptions options) {
    client_ = std::make_unique<RedisClient>(std::move(options), metrics_);
    AwaitReady();
  }

  void AwaitReady() {
    EXPECT_TRUE(Eventually([this] { return Echo("ready") == "ready"; }, "Redis answers"));
  }

  std::string Echo(const std::string& text) {
    return Ask({"ECHO", text}, [](RedisReply reply) {
      return std::string(reply.Text().value_or(reply.Answered() ? "(else)" : "(no answer)"));
    });
  }

  template <class Read>
  std::string Ask(std::initializer_list<std::string_view> words, const Read& read) {
    std::promise<std::string> answer;
    RedisDone done = [&](RedisReply reply) { answer.set_value(read(reply)); };
    if (!client_->Send(words, done)) return "(refused)";
    return answer.get_future().get();
  }

  double MetricOf(const std::string& name) const {
    const std::string text = metrics_.Text();
    const std::size_t at = text.find("\n" + name + " ");
    return at == std::string::npos ? 0 : std::stod(text.substr(at + name.size() + 2));
  }

  Metrics metrics_;
  std::unique_ptr<RedisProcess> redis_;
  std::unique_ptr<RedisClient> client_;
};

TEST_F(RedisClientTest, EveryCallerGetsItsOwnAnswer) {
  Connect(redis_->Options());
  std::atomic<int> wrong = 0;
  std::vector<std::jthread> threads;
  threads.reserve(8);
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 300; ++i) {
        const std::string text = std::to_string(t) + "/" + std::to_string(i);
        if (Echo(text) != text) ++wrong;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

TEST_F(RedisClientTest, CarriesLargeAndBinaryValues) {
  Connect(redis_->Options());
  std::string large(std::size_t{3} << 20, 'x');
  large.replace(100, 4, std::string("\r\n\0\xff", 4));
  EXPECT_EQ(Echo(large), large);
  EXPECT_EQ(Echo(""), "");
}

TEST_F(RedisClientTest, AnAnswerOfAnyKindIsSafeToRead) {
  Connect(redis_->Options());
  const auto describe = [](RedisReply reply) {
    std::string text = reply.Text() ? "text" : "";
    if (reply.Integer()) text += "integer";
    if (reply.Error()) text += "error";
    if (reply.IsNil()) text += "nil";
    if (reply.size() > 0) text += "array" + std::to_string(reply.size());
    if (reply.At(7).Answered() || reply.At(0).At(0).At(0).Text()) text += "!";
    return text;
  };
  const std::pair<const char*, const char*> kinds[]{
      {"return 'x'", "text"},     {"return redis.status_reply('x')", "text"},
      {"return 7", "integer"},    {"return redis.error_reply('x')", "error"},
      {"return false", "nil"},    {"return {1, {'x', false}, 3}", "array3"},
      {"return {}", ""},          {"return {{{}}}", "array1"},
      {"this is no Lua", "error"}};
  for (const auto& [script, kind] : kinds) EXPECT_EQ(Ask({"EVAL", script, "0"}, describe), kind);
}

TEST_F(RedisClientTest, AStoppedRedisCostsAFewTimeoutsAndNothingMore) {
  RedisOptions options = redis_->Options(milliseconds(300));
  options.most_failures = 4;
  Connect(options);
  redis_->Pause();
  int waited = 0;
  int refused = 0;
  for (int i = 0; i < 10'000; ++i) {
    const std::string answer = Echo("hello");
    if (answer == "(no answer)") ++waited;
    if (answer == "(refused)") ++refused;
  }
  EXPECT_EQ(waited, 4);
  EXPECT_EQ(refused, 10'000 - 4);
  EXPECT_EQ(MetricOf("sinergi_redis_timeouts_total"), 4);
  EXPECT_EQ(MetricOf("sinergi_redis_ready"), 0);
}

TEST_F(RedisClientTest, WhenRedisAnswersAgainTheBreakerClosesAndLateAnswersAreNobodys) {
  Connect(redis_->Options(milliseconds(300)));
  redis_->Pause();
  while (Echo("late") != "(refused)") continue;
  redis_->Resume();
  EXPECT_TRUE(Eventually([this] { return Echo("now") != "(refused)"; }, "the breaker closes"));
  for (int i = 0; i < 100; ++i) EXPECT_EQ(Echo(std::to_string(i)), std::to_string(i));
  EXPECT_EQ(MetricOf("sinergi_redis_connections_lost_total"), 0);
  EXPECT_EQ(MetricOf("sinergi_redis_ready"), 1);
}

TEST_F(RedisClientTest, ARedisThatDoesNotAnswerTheProbeIsConnectedAnew) {
  RedisOptions options = redis_->Options(milliseconds(300));
  options.connect_timeout = milliseconds(300);
  Connect(options);
  redis_->Pause();
  while (Echo("hello") != "(refused)") continue;
  const char* const lost = "sinergi_redis_connections_lost_total";
  EXPECT_TRUE(Eventually([&] { return MetricOf(lost) == 1; }, "it is given up"));
  redis_->Resume();
  AwaitReady();
}

TEST_F(RedisClientTest, ReconnectsAfterARestart) {
  Connect(redis_->Options());
  for (int i = 0; i < 3; ++i) {
    redis_->Kill();
    EXPECT_TRUE(Eventually([this] { return Echo("hello") == "(refused)"; }, "it is noticed"));
    redis_->Start();
    AwaitReady();
  }
  EXPECT_EQ(MetricOf("sinergi_redis_connections_lost_total"), 3);
}

TEST_F(RedisClientTest, WatchersHearOfEveryChangeInOrder) {
  std::vector<RedisChange> changes;  // the I/O thread's alone until the client has ended
  std::atomic<std::size_t> heard = 0;
  client_ = std::make_unique<RedisClient>(redis_->Options(), metrics_);
  client_->Watch([&](RedisChange change) {
    changes.push_back(change);
    heard = changes.size();
  });
  EXPECT_TRUE(Eventually([&] { return heard == 1; }, "it is ready"));
  redis_->Kill();
  EXPECT_TRUE(Eventually([&] { return heard == 2; }, "it is lost"));
  redis_->Start();
  EXPECT_TRUE(Eventually([&] { return heard == 3; }, "it is ready again"));
  client_.reset();
  using enum RedisChange;
  EXPECT_EQ(changes, (std::vector<RedisChange>{kReady, kLost, kReady, kLost}));
}

TEST_F(RedisClientTest, WhatWaitsHearsThatTheClientEnds) {
  Connect(redis_->Options());
  redis_->Pause();
  int unanswered = 0;
  for (int i = 0; i < 5; ++i) {
    RedisDone done = [&](RedisReply reply) { unanswered += reply.Answered() ? 0 : 1; };
    ASSERT_TRUE(client_->Send({"PING"}, done));
  }
  client_.reset();
  EXPECT_EQ(unanswered, 5);
}

TEST_F(RedisClientTest, HoldsNoMoreThanItMayAndLeavesARefusedCallbackAlone) {
  RedisOptions options = redis_->Options();
  options.most_waiting = 3;
  options.most_unsent_bytes = 1'000;
  Connect(options);
  RedisDone untouched = [](RedisReply) {};
  EXPECT_FALSE(client_->Send({"ECHO", std::string(1'000, 'x')}, untouched));
  redis_->Pause();
  for (int i = 0; i < 3; ++i) client_->Send({"PING"});
  EXPECT_FALSE(client_->Send({"PING"}, untouched));
  EXPECT_TRUE(untouched);
  redis_->Resume();
  AwaitReady();
}

TEST_F(RedisClientTest, LaterRunsInTheOrderOfTheTimes) {
  Connect(redis_->Options());
  std::vector<int> ran;
  std::promise<void> last;
  client_->Later(milliseconds(60), [&] { last.set_value(); });
  client_->Later(milliseconds(30), [&] { ran.push_back(2); });
  client_->Later(milliseconds(0), [&] { ran.push_back(1); });
  last.get_future().get();
  EXPECT_EQ(ran, (std::vector<int>{1, 2}));
}

class RedisEntryTest : public RedisClientTest {
 protected:
  void SetUp() override {
    if (!RedisProcess::Installed()) GTEST_SKIP() << "redis-server is not installed";
    redis_ = std::make_unique<RedisProcess>();
    EXPECT_EQ(redis_->Ask({"ACL", "SETUSER", "ani", "on", ">p4ss", "~*", "&*", "+@all"}), "OK");
    EXPECT_EQ(redis_->Ask({"CONFIG", "SET", "requirepass", "s3cret"}), "OK");
  }

  RedisOptions As(const std::string& user, const std::string& password) {
    RedisOptions options = redis_->Options();
    options.url.user = user;
    options.url.password = password;
    return options;
  }

  std::string WhoAmI() {
    return Ask({"ACL", "WHOAMI"},
               [](RedisReply reply) { return std::string(reply.Text().value_or("(nobody)")); });
  }
};

TEST_F(RedisEntryTest, EntersWithAPasswordOrAsAUser) {
  Connect(As("", "s3cret"));
  EXPECT_EQ(WhoAmI(), "default");
  Connect(As("ani", "p4ss"));
  EXPECT_EQ(WhoAmI(), "ani");
}

TEST_F(RedisEntryTest, ChoosesItsDatabase) {
  RedisOptions third = As("", "s3cret");
  third.url.database = 3;
  Connect(third);
  const auto text = [](RedisReply reply) { return std::string(reply.Text().value_or("(none)")); };
  EXPECT_EQ(Ask({"SET", "key", "value"}, text), "OK");
  Connect(As("", "s3cret"));
  EXPECT_EQ(Ask({"GET", "key"}, text), "(none)");
}

TEST_F(RedisEntryTest, AWrongPasswordIsARedisThatIsAway) {
  client_ = std::make_unique<RedisClient>(As("", "wrong"), metrics_);
  std::promise<void> tried;
  client_->Later(milliseconds(200), [&] { tried.set_value(); });
  tried.get_future().get();
  EXPECT_EQ(Echo("hello"), "(refused)");
}

}  // namespace
}  // namespace sinergi
