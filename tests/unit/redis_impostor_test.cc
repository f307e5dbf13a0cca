// What answers at Redis's address and is no Redis, or a broken one.
#include "tests/support/redis_impostor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "common/redis/redis_client.h"
#include "tests/support/eventually.h"

namespace sinergi {
namespace {

using std::chrono::milliseconds;
using testing::Eventually;

class RedisImpostorTest : public ::testing::TestWithParam<const char*> {
 protected:
  // How many of a few commands, sent one after another, were answered; all hear how it went.
  static int Answered(bool ends) {
    constexpr int kCommands = 10;
    const testing::RedisImpostor impostor(GetParam(), ends);
    Metrics metrics;
    std::atomic<int> answered = 0;
    std::atomic<int> failed = 0;
    RedisClient client(impostor.Options(), metrics);
    for (int i = 0; i < kCommands; ++i) {
      std::promise<void> turn;
      client.Later(milliseconds(1), [&] { turn.set_value(); });
      turn.get_future().get();
      RedisDone done = [&](RedisReply reply) { ++(reply.Answered() ? answered : failed); };
      if (!client.Send({"GET", "key"}, done)) ++failed;
    }
    EXPECT_TRUE(Eventually([&] { return answered + failed == kCommands; }, "all are told"));
    return answered;
  }
};

class NoRedisTest : public RedisImpostorTest {};

INSTANTIATE_TEST_SUITE_P(Answers, NoRedisTest,
                         ::testing::Values("", "HTTP/1.1 400 Bad Request\r\n\r\n",
                                           "-ERR go away\r\n", "$-1\r\n", ":1\r\n", "*-1\r\n",
                                           "*1\r\n$4\r\nPONG\r\n", "+PONG"));

TEST_P(NoRedisTest, IsNeverReady) {
  EXPECT_EQ(Answered(false), 0);
  EXPECT_EQ(Answered(true), 0);
}

class BrokenRedisTest : public RedisImpostorTest {};

INSTANTIATE_TEST_SUITE_P(Answers, BrokenRedisTest,
                         ::testing::Values("+PONG\r\n+and more\r\n", "+PONG\r\n*-5\r\n",
                                           "+PONG\r\n$99999999999999999999\r\n", "+PONG\r\n$-7\r\n",
                                           "+PONG\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n"
                                           "*1\r\n*1\r\n*1\r\n:1\r\n",
                                           "+PONG\r\n\xff\xfe\r\n", "+PONG\r\n*2\r\n:1\r\n"));

TEST_P(BrokenRedisTest, LeavesNobodyWaiting) {
  Answered(false);
  Answered(true);
}

}  // namespace
}  // namespace sinergi
