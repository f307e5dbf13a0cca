// Changes, inbox, relay and journal of several processes on one PostgreSQL database, where nobody
// is the only writer.
#include <gmock/gmock.h>

#include <algorithm>
#include <latch>
#include <thread>

#include "common/outbox/changes.h"
#include "common/outbox/outbox_feed.h"
#include "common/outbox/outbox_relay.h"
#include "services/notifications/application/journal.h"
#include "services/notifications/storage/migrations.h"
#include "tests/support/eventually.h"
#include "tests/support/interrupted_database.h"
#include "tests/unit/outbox_fixture.h"
#include "tests/unit/postgres_fixture.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using Events = std::vector<Event>;

class PostgresOutboxTest : public PostgresFixture {
 protected:
  void SetUp() override {
    PostgresFixture::SetUp();
    if (IsSkipped()) return;
    const std::vector<Migration> effects{
        {1, "effects", "",
         "CREATE TABLE effects (n BIGINT GENERATED ALWAYS AS IDENTITY, subject TEXT,"
         " revision BIGINT)"}};
    for (const auto& [component, migrations] : {std::pair("outbox", OutboxMigrations()),
                                                {"inbox", InboxMigrations()},
                                                {"notifications", NotificationsMigrations()},
                                                {"effects", effects}}) {
      const Status done = database_->Migrate(component, migrations);
      ASSERT_TRUE(done) << done.error().cause();
    }
    replica_ = Open({.url = place_->url()});
  }

  static void AddEffect(Transaction& tx, const Event& event) {
    tx.Execute(Statement{"INSERT INTO effects (subject, revision) VALUES ($1, $2)"},
               {event.subject, event.revision});
  }

  static Status Apply(Transaction& tx, std::span<const Event> events) {
    for (const Event& event : events) AddEffect(tx, event);
    return Status::Ok();
  }

  Inbox InboxOn(Database& database, EventEffect effect = Apply) {
    Inbox::Options options;
    options.service = "notifications";
    return {database, clock_, metrics_, options, std::move(effect), [] {}};
  }

  Result<std::string> Once(Database& database, const std::string& id,
                           const Changes::Change& change) {
    return Changes(database, clock_, [] {}).Once({"officer", "Send", id, "hash"}, Soon(), change);
  }

  // Leaves an effect and answers differently at every run.
  Changes::Change Effect() {
    return [this](Transaction& tx) -> Result<std::string> {
      AddEffect(tx, testing::MakeEvent("a", 1));
      return "answer " + std::to_string(++runs_);
    };
  }

  std::int64_t CountEffects() const { return Number("SELECT count(*) FROM effects"); }

  ManualClock clock_{FromMicroseconds(1'772'600'000'000'000)};
  Metrics metrics_;
  std::unique_ptr<PostgresDatabase> replica_;
  std::atomic<int> runs_ = 0;
};

TEST_F(PostgresOutboxTest, TwoProcessesWithTheSameRequestIdGiveTheSameAnswer) {
  for (int i = 0; i < 20; ++i) {
    const std::string id = "id-" + std::to_string(i);
    std::latch both(2);
    std::optional<Result<std::string>> theirs;
    std::jthread other([&] {
      both.arrive_and_wait();
      theirs = Once(*replica_, id, Effect());
    });
    both.arrive_and_wait();
    const auto ours = Once(*database_, id, Effect());
    other.join();
    ASSERT_TRUE(ours && *theirs) << (ours ? *theirs : ours).error().cause();
    EXPECT_EQ(*ours, **theirs);
  }
  EXPECT_EQ(CountEffects(), 20);
}

TEST_F(PostgresOutboxTest, AChangeWhoseCommitLostItsAnswerGivesThatAnswer) {
  const auto breakable = OpenThroughBreaker();
  breaker_->CutAnswerTo("COMMIT");
  const auto answer = Once(*breakable, "id", Effect());
  ASSERT_TRUE(answer) << answer.error().cause();
  EXPECT_EQ(*answer, "answer 1");
  EXPECT_EQ(runs_, 2);
  EXPECT_EQ(breaker_->cuts(), 1);
  EXPECT_EQ(CountEffects(), 1);
}

TEST_F(PostgresOutboxTest, ARepeatThatWouldBeRefusedByNowGetsTheFirstAnswer) {
  ASSERT_TRUE(Once(*database_, "id", Effect()));
  const auto again = Once(*database_, "id", [](Transaction&) -> Result<std::string> {
    return Error::Of(reasons::kEtagMismatch, {{"resource", "x"}});
  });
  ASSERT_TRUE(again) << again.error().Text(Language::kEnglish);
  EXPECT_EQ(*again, "answer 1");
}

TEST_F(PostgresOutboxTest, EventsThatArriveAtTwoProcessesTakeEffectOnce) {
  Events one_way;
  Events other_way;
  for (const char* subject : {"a", "b", "c", "d"}) {
    for (int revision = 1; revision <= 5; ++revision) {
      one_way.push_back(testing::MakeEvent(subject, revision));
    }
  }
  for (const char* subject : {"d", "c", "b", "a"}) {
    std::copy_if(one_way.begin(), one_way.end(), std::back_inserter(other_way),
                 [&](const Event& event) { return event.subject == subject; });
  }
  Inbox ours = InboxOn(*database_);
  Inbox theirs = InboxOn(*replica_);
  std::latch both(2);
  std::jthread other([&] {
    both.arrive_and_wait();
    EXPECT_TRUE(theirs.Receive(other_way));
  });
  both.arrive_and_wait();
  EXPECT_TRUE(ours.Receive(one_way));
  other.join();
  EXPECT_EQ(CountEffects(), 20);
  EXPECT_EQ(Number("SELECT count(*) FROM (SELECT DISTINCT subject, revision FROM effects) e"), 20);
}

TEST_F(PostgresOutboxTest, AnEventThatFailsHereAndSucceedsElsewhereTakesEffectOnce) {
  const Events event{testing::MakeEvent("a", 1)};
  Inbox theirs = InboxOn(*replica_);
  // The batch and the event alone fail; before the event is parked, the other process has it.
  testing::InterruptedDatabase interrupted(*database_, 2,
                                           [&] { EXPECT_TRUE(theirs.Receive(event)); });
  int failures = 2;
  Inbox ours = InboxOn(interrupted, [&](Transaction& tx, std::span<const Event> events) -> Status {
    if (failures-- > 0) return Error::Of(reasons::kInternal);
    return Apply(tx, events);
  });
  ASSERT_TRUE(ours.Receive(event));
  clock_.Advance(std::chrono::hours(1));
  ASSERT_TRUE(ours.RetryDue());
  EXPECT_EQ(CountEffects(), 1);
  EXPECT_EQ(Number("SELECT count(*) FROM inbox_parked"), 0);
}

TEST_F(PostgresOutboxTest, OfTwoRelaysOneHoldsEachPartAndEachEventIsPublishedOnce) {
  ASSERT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) {
    const Outbox outbox("referrals", "epoch");
    for (int i = 0; i < 200; ++i) {
      outbox.Append(tx, testing::MakeEvent("s" + std::to_string(i), 1));
    }
    return Status::Ok();
  }));
  Shelf shelves[2];
  std::latch both(2);
  const auto relay = [&](int i) {
    OutboxRelay one(i == 0 ? *database_ : *replica_, shelves[i], clock_, metrics_,
                    {.service = "referrals", .holder = "relay " + std::to_string(i)});
    both.arrive_and_wait();
    const auto relayed = one.RelayOnce();
    EXPECT_TRUE(relayed) << relayed.error().cause();
  };
  std::jthread other([&] { relay(1); });
  relay(0);
  other.join();
  EXPECT_EQ(shelves[0].events.size() + shelves[1].events.size(), 200u);
  EXPECT_EQ(Number("SELECT count(*) FROM outbox_waiting"), 0);
}

// The first has its position and is not committed yet when the second commits.
TEST_F(PostgresOutboxTest, WhoFollowsTheFeedMissesNothingThatCommitsLate) {
  const OutboxFeed feed(*replica_);
  const Outbox outbox("referrals", "1");
  const auto begin = feed.Here(Soon());
  ASSERT_TRUE(begin) << begin.error().cause();
  std::latch has_position(1);
  std::latch may_commit(1);
  std::jthread late([&] {
    EXPECT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) -> Status {
      outbox.Append(tx, testing::MakeEvent("late", 1));
      const auto written = tx.Query(Statement{"SELECT count(*) FROM outbox"}, {});
      has_position.count_down();
      may_commit.wait();
      return written ? Status::Ok() : Status(written.error());
    }));
  });
  has_position.wait();
  EXPECT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) {
    outbox.Append(tx, testing::MakeEvent("early", 1));
    return Status::Ok();
  }));
  std::vector<std::string> heard;
  FeedPlace place = *begin;
  const auto listen = [&] {
    const auto page = feed.Since(Soon(), place, "", 10);
    ASSERT_TRUE(page) << page.error().cause();
    heard.insert(heard.end(), page->subjects.begin(), page->subjects.end());
    place = page->end;
  };
  listen();
  may_commit.count_down();
  late.join();
  // Transactions of others on this server, in whatever database, hold the feed back too.
  const auto heard_both = [&] {
    listen();
    return heard.size() >= 2;
  };
  EXPECT_TRUE(testing::Eventually(heard_both, "both changes are in the feed"));
  listen();
  EXPECT_THAT(heard, ::testing::UnorderedElementsAre("late", "early"));
}

TEST_F(PostgresOutboxTest, WhoReadsTheJournalNeverSeesAGap) {
  const notifications::Journal journal(*database_, clock_);
  std::atomic<bool> done = false;
  std::jthread reader([&] {
    while (!done) {
      EXPECT_EQ(Number("SELECT coalesce(max(position), 0) - count(*) FROM journal"), 0);
    }
  });
  std::vector<std::jthread> writers;
  for (int writer = 0; writer < 4; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 1; i <= 20; ++i) {
        const Events events{testing::MakeEvent("s" + std::to_string(writer), 2 * i - 1),
                            testing::MakeEvent("s" + std::to_string(writer), 2 * i)};
        EXPECT_TRUE(database_->Transact(
            Soon(), [&](Transaction& tx) { return journal.Append(tx, events); }));
      }
    });
  }
  writers.clear();
  done = true;
  reader.join();
  EXPECT_EQ(Number("SELECT max(position) FROM journal"), 160);
}

}  // namespace
}  // namespace sinergi
