// What a server stream promises its reader, and what others notice of it.
#include "common/identity/reasons.h"
#include "common/result/reasons.h"
#include "common/rpc/reasons.h"
#include "tests/service/rpc_fixture.h"

namespace sinergi {
namespace {

using std::chrono::seconds;

class RpcStreamTest : public RpcTest {
 protected:
  // A stream of the officer's with its context.
  struct Opened {
    std::unique_ptr<grpc::ClientContext> context;
    Stream stream;
  };

  Opened OpenOne(const std::string& feed) {
    Opened opened{ContextFor(officer_), nullptr};
    opened.stream = Open(*opened.context, feed);
    return opened;
  }

  ::testing::AssertionResult OpenSources(int count) {
    return testing::Eventually([&] { return feeds_.open() == count; },
                               std::to_string(count) + " open sources");
  }
};

TEST_F(RpcStreamTest, ASlowReaderGetsEverythingInOrderAndDelaysNobody) {
  constexpr std::int64_t kMessages = 100;
  constexpr std::size_t kBytes = 64 << 10;  // far more in all than the connection holds back
  options_.stream_threads = 1;
  Start();
  const auto slow = OpenOne("slow");
  const auto quick = OpenOne("quick");
  ASSERT_TRUE(OpenSources(2));
  feeds_.Put("slow", 1, kMessages, kBytes);
  feeds_.Put("quick", 1, 50);
  for (int i = 1; i <= 50; ++i) EXPECT_EQ(Next(quick.stream), i);
  for (int i = 1; i <= kMessages; ++i) EXPECT_EQ(Next(slow.stream), i);
}

TEST_F(RpcStreamTest, WhatComesAfterAPauseIsDeliveredAtOnce) {
  Start();
  const auto opened = OpenOne("a");
  const auto began = std::chrono::steady_clock::now();
  for (int i = 1; i <= 30; ++i) {
    feeds_.Put("a", i, i);
    ASSERT_EQ(Next(opened.stream), i);
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, seconds(15)) << "a tick comes once a second";
}

TEST_F(RpcStreamTest, AnErrorOfTheSourceEndsTheStreamAfterWhatWasGiven) {
  Start();
  feeds_.Put("a", 1, 4);
  feeds_.Fail("a", Error::Of(reasons::kEtagMismatch, {{"resource", "r"}}));
  const auto opened = OpenOne("a");
  for (int i = 1; i <= 4; ++i) EXPECT_EQ(Next(opened.stream), i);
  EXPECT_EQ(Next(opened.stream), -1);
  EXPECT_TRUE(IsRefused(opened.stream->Finish(), "ABORTED", "ETAG_MISMATCH"));
  EXPECT_TRUE(OpenSources(0));
  EXPECT_EQ(Counted(kStream, "ABORTED"), 1);
}

TEST_F(RpcStreamTest, WhoMayNotStreamOpensNoSource) {
  Start();
  const auto context = ContextFor("");
  const auto stream = Open(*context, "a");
  EXPECT_EQ(Next(stream), -1);
  EXPECT_TRUE(IsRefused(stream->Finish(), "UNAUTHENTICATED", "TOKEN_MISSING"));
  EXPECT_EQ(feeds_.asked("a"), 0);
}

TEST_F(RpcStreamTest, ACallersCancelEndsTheSource) {
  Start();
  const auto opened = OpenOne("a");
  ASSERT_TRUE(OpenSources(1));
  opened.context->TryCancel();
  EXPECT_EQ(opened.stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  EXPECT_TRUE(OpenSources(0));
  EXPECT_TRUE(testing::Eventually([&] { return Counted(kStream, "CANCELLED") == 1; }, "counted"));
}

TEST_F(RpcStreamTest, ACancelFreesASlowReadersSourceToo) {
  Start();
  feeds_.Put("slow", 1, 100, 64 << 10);
  const auto opened = OpenOne("slow");
  ASSERT_EQ(Next(opened.stream), 1);
  opened.context->TryCancel();
  EXPECT_TRUE(OpenSources(0));
  EXPECT_FALSE(opened.stream->Finish().ok());
}

TEST_F(RpcStreamTest, OneMoreThanTheLimitIsRefusedUntilOneEnds) {
  options_.max_streams = 2;
  Start();
  const auto first = OpenOne("a");
  const auto second = OpenOne("b");
  ASSERT_TRUE(OpenSources(2));
  const auto third = OpenOne("c");
  EXPECT_EQ(Next(third.stream), -1);
  EXPECT_TRUE(IsRefused(third.stream->Finish(), "RESOURCE_EXHAUSTED", "TOO_MANY_STREAMS"));
  first.context->TryCancel();
  ASSERT_TRUE(OpenSources(1));
  feeds_.Put("d", 1, 1);
  EXPECT_EQ(Next(OpenOne("d").stream), 1);
}

TEST_F(RpcStreamTest, AStreamEndsWithItsCallersToken) {
  Start();
  const auto opened = OpenOne("a");
  feeds_.Put("a", 1, 1);
  ASSERT_EQ(Next(opened.stream), 1);
  clock_.Advance(std::chrono::hours(1));
  EXPECT_EQ(Next(opened.stream), -1);
  EXPECT_TRUE(IsRefused(opened.stream->Finish(), "UNAUTHENTICATED", "TOKEN_EXPIRED"));
}

TEST_F(RpcStreamTest, AReaderThatTakesNothingIsCutOffWhenItsTokenEnds) {
  constexpr std::size_t kBytes = 512 << 10;  // far more in all than the connection holds back
  Start();
  const auto stalled = OpenOne("stalled");
  ASSERT_TRUE(OpenSources(1));
  feeds_.Put("stalled", 1, 64, kBytes);
  clock_.Advance(std::chrono::hours(2));
  EXPECT_TRUE(OpenSources(0)) << "what it does not read must not hold its place";
}

TEST_F(RpcStreamTest, AStreamThatNeedsNoTokenOutlivesTheTicks) {
  rows_.back().permission = "";
  Start();
  const auto context = ContextFor("");
  const auto stream = Open(*context, "a");
  ASSERT_TRUE(testing::Eventually([&] { return feeds_.asked("a") >= 3; }, "two ticks"));
  feeds_.Put("a", 1, 1);
  EXPECT_EQ(Next(stream), 1);
}

TEST_F(RpcStreamTest, ThreeHundredIdleStreamsNeedTwoThreads) {
  constexpr int kStreams = 300;
  options_.stream_threads = 2;
  Start();
  std::vector<Opened> opened;
  for (int i = 0; i < kStreams; ++i) opened.push_back(OpenOne(std::to_string(i)));
  ASSERT_TRUE(OpenSources(kStreams));
  for (int i = 0; i < kStreams; ++i) feeds_.Put(std::to_string(i), i, i);
  for (int i = 0; i < kStreams; ++i) {
    EXPECT_EQ(Next(opened[static_cast<std::size_t>(i)].stream), i);
  }
  for (const auto& one : opened) one.context->TryCancel();
  EXPECT_TRUE(OpenSources(0));
}

}  // namespace
}  // namespace sinergi
