#include "common/outbox/outbox_log.h"

#include "tests/unit/outbox_fixture.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OutboxLogTest : public OutboxFixture {
 protected:
  std::vector<OutboxEntry> List(Instant since, std::int64_t after = 0, std::int64_t limit = 100) {
    const auto entries = ListOutbox(*sqlite_, Soon(), since, after, limit);
    EXPECT_TRUE(entries);
    return *entries;
  }

  static std::vector<std::string> LabelsOf(const std::vector<OutboxEntry>& entries) {
    std::vector<Event> events;
    for (const OutboxEntry& entry : entries) events.push_back(entry.event);
    return testing::Labels(events);
  }

  std::int64_t Republish(Instant since) {
    std::int64_t count = -1;
    const Status done = sqlite_->Transact(Soon(), [&](Transaction& tx) -> Status {
      const auto rewound = RepublishSince(tx, since);
      if (!rewound) return rewound.error();
      count = *rewound;
      return Status::Ok();
    });
    EXPECT_TRUE(done);
    return count;
  }

  std::int64_t Prune(Instant published_before, Instant answered_before, std::int64_t limit = 100) {
    const auto pruned = PruneOutbox(*sqlite_, Soon(), published_before, answered_before, limit);
    EXPECT_TRUE(pruned);
    return pruned ? *pruned : -1;
  }

  // As the relay leaves events that it has published.
  void Publish(const std::string& which) {
    Run("DELETE FROM outbox_waiting WHERE position IN (SELECT position FROM outbox WHERE " + which +
        ")");
  }

  void AppendOneEachSecond(int count) {
    for (int i = 1; i <= count; ++i) {
      Append({At("a", i)});
      clock_.Advance(std::chrono::seconds(1));
    }
  }

  const Instant start_ = clock_.Now();
};

TEST_F(OutboxLogTest, ListsWhatHappenedSinceAMoment) {
  AppendOneEachSecond(3);
  EXPECT_THAT(LabelsOf(List(start_)), ElementsAre("a#1", "a#2", "a#3"));
  EXPECT_THAT(LabelsOf(List(start_ + std::chrono::seconds(1))), ElementsAre("a#2", "a#3"));
}

TEST_F(OutboxLogTest, GoesOnAfterAPosition) {
  AppendOneEachSecond(3);
  const auto first = List(start_, 0, 2);
  EXPECT_THAT(LabelsOf(first), ElementsAre("a#1", "a#2"));
  EXPECT_THAT(LabelsOf(List(start_, first.back().position, 2)), ElementsAre("a#3"));
}

TEST_F(OutboxLogTest, TellsWhetherAnEventWaitsAndNoPayload) {
  Event event = At("a", 1);
  event.payload = "content";
  Append({event, At("b", 1)});
  Publish("subject = 'a'");
  const auto entries = List(start_);
  EXPECT_FALSE(entries.at(0).waiting);
  EXPECT_TRUE(entries.at(1).waiting);
  EXPECT_EQ(entries.at(0).event.source, outbox_->source());
  EXPECT_THAT(entries.at(0).event.payload, IsEmpty());
}

TEST_F(OutboxLogTest, RewindsThePublishedSinceAMomentOnly) {
  AppendOneEachSecond(4);
  Publish("revision < 4");
  EXPECT_EQ(Republish(start_ + std::chrono::seconds(1)), 2);
  EXPECT_EQ(CountUnpublished(), 3);
  EXPECT_FALSE(List(start_).front().waiting);
}

TEST_F(OutboxLogTest, GivesRefusedEventsAnotherChance) {
  AppendOneEachSecond(2);
  Append({At("b", 1)});
  Run("INSERT INTO outbox_refused (subject, position, reason)"
      " SELECT subject, min(position), 'too large' FROM outbox GROUP BY subject");
  EXPECT_EQ(Republish(start_ + std::chrono::seconds(1)), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM outbox_refused WHERE subject = 'a'"), 1);
  EXPECT_EQ(CountRows("outbox_refused"), 1);
}

TEST_F(OutboxLogTest, PrunesOnlyWhatHappenedLongAgoAndWasPublished) {
  AppendOneEachSecond(4);
  Publish("revision < 4");
  EXPECT_EQ(Prune(start_ + std::chrono::seconds(2), Instant()), 2);
  EXPECT_THAT(LabelsOf(List(start_)), ElementsAre("a#3", "a#4"));
  EXPECT_EQ(Prune(clock_.Now() + std::chrono::hours(1), Instant()), 1);
  EXPECT_THAT(LabelsOf(List(start_)), ElementsAre("a#4")) << "it was never published";
}

TEST_F(OutboxLogTest, AnOlderDatabaseKeepsWhatWaitsAndWhatWasRefused) {
  auto older = *SqliteDatabase::Open({folder_ / "older.db"});
  auto migrations = OutboxMigrations();
  ASSERT_TRUE(older->Migrate("outbox", {migrations.front()}));
  ASSERT_TRUE(older->Transact(Soon(), [](Transaction& tx) {
    for (const auto& [subject, marks] :
         {std::pair("published", "5, NULL"), {"waiting", "NULL, NULL"}, {"bad", "NULL, 'why'"}}) {
      const std::string sql =
          "INSERT INTO outbox (part, event_id, topic, source, type, subject, revision, occurred_at,"
          " region, offices, dataschema, traceparent, payload, published_at, refused) VALUES (0, "
          "$1,"
          " '', '', '', $1, 1, 1, '', '', '', '', x'', " +
          std::string(marks) + ")";
      tx.Execute(Statement{sql}, {std::string(subject)});
    }
    return Status::Ok();
  }));
  ASSERT_TRUE(older->Migrate("outbox", migrations));
  const auto entries = ListOutbox(*older, Soon(), Instant(), 0, 10);
  ASSERT_TRUE(entries) << entries.error().cause();
  EXPECT_THAT(LabelsOf(*entries), ElementsAre("published#1", "waiting#1", "bad#1"));
  EXPECT_THAT(
      (std::vector<bool>{entries->at(0).waiting, entries->at(1).waiting, entries->at(2).waiting}),
      ElementsAre(false, true, true));
  const auto refused =
      older->Query(Soon(), Statement{"SELECT subject, position FROM outbox_refused"}, {});
  ASSERT_EQ(refused->size(), 1u);
  EXPECT_EQ(refused->front().Text(0), "bad");
  EXPECT_EQ(refused->front().Integer(1), entries->at(2).position);
}

TEST_F(OutboxLogTest, PrunesOldAnswers) {
  Run("INSERT INTO request_ids (caller, method, request_id, content_hash, created_at) VALUES "
      "('c', 'm', 'old', x'00', 1), ('c', 'm', 'new', x'00', 2)");
  EXPECT_EQ(Prune(Instant(), FromMicroseconds(2)), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM request_ids WHERE request_id = 'new'"), 1);
}

TEST_F(OutboxLogTest, PrunesNoMoreThanTheLimitAtOnce) {
  AppendOneEachSecond(5);
  Publish("true");
  const Instant later = clock_.Now();
  EXPECT_EQ(Prune(later, later, 2), 2);
  EXPECT_THAT(LabelsOf(List(start_)), ElementsAre("a#3", "a#4", "a#5"));
}

TEST_F(OutboxLogTest, ASubjectsRevisionIsThereOnce) {
  Append({At("a", 1)});
  const Status second = sqlite_->Transact(Soon(), [&](Transaction& tx) {
    AddEffect(tx, "a", 1);
    outbox_->Append(tx, At("a", 1));
    return Status::Ok();
  });
  ASSERT_FALSE(second);
  EXPECT_TRUE(Violates(second.error(), "outbox_subject_revision_key"));
  EXPECT_EQ(CountRows("outbox"), 1);
  EXPECT_EQ(CountRows("effects"), 0) << "the change goes with its event";
}

TEST_F(OutboxLogTest, TheEpochIsMadeOnceAndIsInTheSource) {
  const auto first = LoadEpoch(*sqlite_, Soon());
  Reopen();
  const auto again = LoadEpoch(*sqlite_, Soon());
  ASSERT_TRUE(first && again);
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(outbox_->source(), "/sinergi/referrals/" + *first);
}

TEST_F(OutboxLogTest, ARestoredDatabaseGetsANewEpochAndKeepsIt) {
  const auto first = LoadEpoch(*sqlite_, Soon());
  const auto renewed = RenewEpoch(*sqlite_, Soon());
  ASSERT_TRUE(first && renewed);
  EXPECT_NE(*renewed, *first);
  EXPECT_EQ(*LoadEpoch(*sqlite_, Soon()), *renewed);
}

TEST_F(OutboxLogTest, AnotherDatabaseHasAnotherEpoch) {
  auto other = *SqliteDatabase::Open({folder_ / "other.db"});
  ASSERT_TRUE(other->Migrate("outbox", OutboxMigrations()));
  EXPECT_NE(*LoadEpoch(*other, Soon()), *LoadEpoch(*sqlite_, Soon()));
}

}  // namespace
}  // namespace sinergi
