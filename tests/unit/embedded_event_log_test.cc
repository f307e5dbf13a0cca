// What the embedded log does beyond its contract: tests/contract/events_contract_test.cc has that.
#include "common/events/embedded/embedded_event_log.h"

#include <gtest/gtest.h>

#include "common/database/sqlite/sqlite_database.h"
#include "common/events/embedded/embedded_consumer.h"
#include "common/events/embedded/embedded_publisher.h"
#include "tests/support/event_reader.h"
#include "tests/support/failing_database.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using std::chrono::seconds;
using testing::kOtherTopic;
using testing::kTopic;
using testing::Labels;
using testing::MakeEvent;
using testing::MakeTooLarge;
using testing::Reader;
using testing::Refuse;

class EmbeddedEventLogTest : public ::testing::Test {
 protected:
  EmbeddedEventLog::Options Options() const {
    EmbeddedEventLog::Options options;
    options.file = folder_ / "events.db";
    return options;
  }

  static std::unique_ptr<EmbeddedEventLog> Open(const EmbeddedEventLog::Options& options) {
    auto opened = EmbeddedEventLog::Open(options);
    return opened ? *std::move(opened) : nullptr;
  }

  testing::TemporaryFolder folder_;
};

TEST_F(EmbeddedEventLogTest, SaysWhichFileItCannotUse) {
  EmbeddedEventLog::Options options;
  options.file = "/nowhere/at/all.db";
  const auto opened = EmbeddedEventLog::Open(options);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code(), ErrorCode::kFailedPrecondition);
  EXPECT_NE(opened.error().Text(Language::kEnglish).find("/nowhere/at/all.db"), std::string::npos);
}

TEST_F(EmbeddedEventLogTest, PublishingWakesAConsumerBeforeItsPoll) {
  auto options = Options();
  options.poll = std::chrono::hours(1);
  const auto log = Open(options);
  Reader reader(log->Consumer("reader", {kTopic}));
  for (std::int64_t revision = 1; revision <= 20; ++revision) {
    ASSERT_TRUE(log->Publisher()->Publish(std::vector{MakeEvent("a", revision)}).at(0));
    ASSERT_EQ(reader.WaitFor(static_cast<std::size_t>(revision)).size(),
              static_cast<std::size_t>(revision));
  }
}

TEST_F(EmbeddedEventLogTest, AStopEndsABackoffAtOnce) {
  auto options = Options();
  options.first_backoff = options.longest_backoff = std::chrono::hours(1);
  const auto log = Open(options);
  ASSERT_TRUE(log->Publisher()->Publish(std::vector{MakeEvent("a", 1)}).at(0));
  Reader reader(log->Consumer("reader", {kTopic}), [](auto) { return Refuse(); });
  ASSERT_EQ(reader.WaitFor(1).size(), 1U);
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(reader.Stop().size(), 1U);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, seconds(5));
}

TEST_F(EmbeddedEventLogTest, PublishingDoesNotShortenABackoff) {
  auto options = Options();
  options.first_backoff = options.longest_backoff = std::chrono::hours(1);
  const auto log = Open(options);
  ASSERT_TRUE(log->Publisher()->Publish(std::vector{MakeEvent("a", 1)}).at(0));
  Reader failing(log->Consumer("failing", {kTopic}), [](auto) { return Refuse(); });
  Reader healthy(log->Consumer("healthy", {kTopic}));
  ASSERT_EQ(failing.WaitFor(1).size(), 1U);
  for (std::int64_t revision = 2; revision <= 10; ++revision) {
    ASSERT_TRUE(log->Publisher()->Publish(std::vector{MakeEvent("a", revision)}).at(0));
  }
  ASSERT_EQ(healthy.WaitFor(10).size(), 10U);
  EXPECT_EQ(failing.Stop().size(), 1U);
}

TEST_F(EmbeddedEventLogTest, ABatchIsNotLargerThanAllowedAndKeepsTheOrderOfAllTopics) {
  auto options = Options();
  options.batch = 3;
  const auto log = Open(options);
  std::vector<Event> events;
  for (std::int64_t i = 1; i <= 10; ++i) {
    events.push_back(MakeEvent("s", i, i % 3 == 0 ? kOtherTopic : kTopic));
  }
  ASSERT_TRUE(log->Publisher()->Publish(events).at(9));
  std::size_t largest = 0;
  Reader reader(log->Consumer("reader", {kTopic, kOtherTopic, kTopic}),
                [&largest](std::span<const Event> batch) {
                  largest = std::max(largest, batch.size());
                  return Status::Ok();
                });
  ASSERT_EQ(reader.WaitFor(10).size(), 10U);
  EXPECT_EQ(reader.Stop(), events);
  EXPECT_EQ(largest, 3U);
}

// The parts over a database that fails where the test wants it to.
class FailingLogTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto opened = SqliteDatabase::Open({folder_ / "events.db"});
    ASSERT_TRUE(opened);
    inner_ = *std::move(opened);
    database_ = std::make_unique<testing::FailingDatabase>(*inner_);
    ASSERT_TRUE(database_->Migrate("event_log", EventLogMigrations()));
  }

  EventBatch All() {
    auto batch = EventRecords(*inner_).Next("anybody", std::vector<std::string>{kTopic}, 100);
    return batch ? *std::move(batch) : EventBatch();
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<SqliteDatabase> inner_;
  std::unique_ptr<testing::FailingDatabase> database_;
  Bells bells_;
};

TEST_F(FailingLogTest, AFailureOfTheDatabaseIsUnavailableForAllGoodEventsAndStoresNone) {
  EmbeddedPublisher publisher(*database_, bells_, 1'000);
  const std::vector<Event> events{MakeEvent("a", 1), MakeTooLarge("b", 1), MakeEvent("c", 1)};
  for (std::int64_t n = 1; n <= 4; ++n) {  // begin, two statements, commit
    database_->FailCall(n);
    const auto outcomes = publisher.Publish(events);
    ASSERT_EQ(outcomes.size(), 3U);
    ASSERT_FALSE(outcomes[0] || outcomes[1] || outcomes[2]);
    EXPECT_EQ(outcomes[0].error().code(), ErrorCode::kUnavailable);
    EXPECT_EQ(outcomes[1].error().code(), ErrorCode::kInvalidArgument);
    EXPECT_EQ(outcomes[2].error().code(), ErrorCode::kUnavailable);
    EXPECT_TRUE(All().events.empty()) << n;
  }
  EXPECT_TRUE(publisher.Publish(events).at(2));
  EXPECT_EQ(All().events.size(), 2U);
}

TEST_F(FailingLogTest, AConsumerGoesOnAfterAnyFailureOfTheDatabase) {
  const Event event = MakeEvent("a", 1);
  const std::vector<const Event*> events{&event};
  ASSERT_TRUE(EventRecords(*inner_).Append(events));
  for (std::int64_t n = 1; n <= 4; ++n) {  // read; begin, statement and commit of the place
    const std::string name = "reader" + std::to_string(n);
    database_->FailCall(n);
    Reader reader(std::make_unique<EmbeddedConsumer>(
        *database_, bells_, name, std::vector<std::string>{kTopic},
        EmbeddedConsumerOptions{10, seconds(1), seconds(0), seconds(0)}));
    const std::size_t expected = n == 1 ? 1 : 2;  // a lost place brings the event again
    ASSERT_EQ(reader.WaitFor(expected).size(), expected) << n;
    EXPECT_EQ(reader.Stop().size(), expected) << n;
    EXPECT_TRUE(
        EventRecords(*inner_).Next(name, std::vector<std::string>{kTopic}, 10)->events.empty())
        << n;
  }
}

}  // namespace
}  // namespace sinergi
