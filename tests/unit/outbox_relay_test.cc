#include "common/outbox/outbox_relay.h"

#include <atomic>
#include <functional>
#include <thread>

#include "common/events/embedded/embedded_event_log.h"
#include "common/outbox/outbox_log.h"
#include "tests/support/eventually.h"
#include "tests/support/failing_publisher.h"
#include "tests/support/forwarding_database.h"
#include "tests/unit/outbox_relay_fixture.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using testing::Eventually;
using testing::FailingPublisher;
using testing::FailureMode;

TEST_F(OutboxRelayTest, PublishesWhatIsCommittedAsItWasAppended) {
  Event event = At("a", 1);
  event.offices = {"BNNK-CIAMIS"};
  event.payload = "content";
  Append({event});
  OutboxRelay relay = Relay("one");
  EXPECT_EQ(Turn(relay), 1);
  event.source = outbox_->source();
  EXPECT_THAT(shelf_.events, ElementsAre(event));
  EXPECT_EQ(Turn(relay), 0);
}

TEST_F(OutboxRelayTest, PublishesTheOldestFirstPerSubject) {
  AppendMany();
  OutboxRelay relay = Relay("one");
  EXPECT_EQ(Turn(relay), 3 * kSubjects);
  EXPECT_EQ(shelf_.events.size(), std::size_t{3} * kSubjects);
  ExpectAllInEffectOnce();
}

TEST_F(OutboxRelayTest, DoesNotSkipARowThatCommitsLateUnderALowerPosition) {
  OutboxRelay relay = Relay("one");
  Append({At("early", 1)});
  for (const char* table : {"outbox", "outbox_waiting"}) {
    Run("UPDATE " + std::string(table) + " SET position = 100");
  }
  EXPECT_EQ(Turn(relay), 1);
  Append({At("late", 1)});
  for (const char* table : {"outbox", "outbox_waiting"}) {
    Run("UPDATE " + std::string(table) + " SET position = 1 WHERE position = 101");
  }
  EXPECT_EQ(Turn(relay), 1);
  EXPECT_THAT(shelf_.Labels(), ElementsAre("early#1", "late#1"));
}

TEST_F(OutboxRelayTest, PublishesWhatWaitsHoweverFarApartAndNothingBetween) {
  OutboxRelay relay = Relay("one");
  Append({At("a", 1), At("b", 1), At("c", 1)});
  Run("DELETE FROM outbox_waiting WHERE position = 2");
  EXPECT_EQ(Turn(relay), 2);
  Append({At("d", 1), At("e", 1), At("f", 1)});
  for (const char* table : {"outbox", "outbox_waiting"}) {
    Run("UPDATE " + std::string(table) + " SET position = 1000 WHERE position = 6");
  }
  Run("DELETE FROM outbox_waiting WHERE position = 5");
  EXPECT_EQ(Turn(relay), 2);
  EXPECT_THAT(shelf_.Labels(), ElementsAre("a#1", "c#1", "d#1", "f#1"));
}

TEST_F(OutboxRelayTest, TakesALongBacklogBatchByBatchInOneTurn) {
  Append({At("a", 1), At("a", 2), At("a", 3), At("a", 4), At("a", 5)});
  OutboxRelay relay = Relay("one", *sqlite_, shelf_, 2);
  EXPECT_EQ(Turn(relay), 5);
  EXPECT_EQ(CountUnpublished(), 0);
  EXPECT_EQ(Turn(relay), 0);
  EXPECT_THAT(shelf_.Labels(), ElementsAre("a#1", "a#2", "a#3", "a#4", "a#5"));
}

// Lets something happen before one of its queries.
class AskedDatabase final : public testing::ForwardingDatabase {
 public:
  AskedDatabase(Database& inner, int after, std::function<void()> happens)
      : ForwardingDatabase(inner), left_(after), happens_(std::move(happens)) {}

  Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) override {
    if (left_-- == 0) happens_();
    return ForwardingDatabase::Query(terms, statement, std::move(parameters));
  }

 private:
  std::atomic<int> left_;
  const std::function<void()> happens_;
};

// "late#1" had its position before anything else here, and commits only when two batches were read;
// "late#2" follows it.
TEST_F(OutboxRelayTest, WhatCommitsLateDuringALongBacklogGoesBeforeItsSuccessor) {
  Append({At("a", 1), At("a", 2), At("b", 1), At("b", 2), At("c", 1)});
  AskedDatabase database(*sqlite_, 4, [&] {
    Append({At("late", 1)});
    for (const char* table : {"outbox", "outbox_waiting"}) {
      Run("UPDATE " + std::string(table) + " SET position = 0 WHERE position = 6");
    }
    Append({At("late", 2)});
  });
  OutboxRelay relay = Relay("one", database, shelf_, 2);
  EXPECT_EQ(Turn(relay), 7);
  EXPECT_THAT(shelf_.Labels(), ElementsAre("a#1", "a#2", "b#1", "b#2", "late#1", "c#1", "late#2"));
}

TEST_F(OutboxRelayTest, NothingOfTheNextBatchGoesOutBehindARefusedEvent) {
  Append({At("a", 1), At("a", 2), At("a", 3), At("b", 1)});
  shelf_.judge = [](const Event& event) {
    return event.revision == 2 ? Status(Error::Of(reasons::kEventTooLarge)) : Status::Ok();
  };
  OutboxRelay relay = Relay("one", *sqlite_, shelf_, 2);
  EXPECT_EQ(Turn(relay), 2) << "one is published, one refused";
  EXPECT_EQ(Turn(relay), 1);
  EXPECT_THAT(shelf_.Labels(), ElementsAre("a#1", "b#1"));
}

TEST_F(OutboxRelayTest, NothingOfTheNextBatchGoesOutBehindAFailure) {
  Append({At("a", 1), At("a", 2), At("a", 3), At("a", 4)});
  shelf_.judge = [](const Event& event) {
    return event.revision == 2 ? testing::Refuse() : Status::Ok();
  };
  OutboxRelay relay = Relay("one", *sqlite_, shelf_, 2);
  EXPECT_FALSE(relay.RelayOnce());
  EXPECT_EQ(CountUnpublished(), 3);
  shelf_.judge = nullptr;
  EXPECT_EQ(Turn(relay), 3);
  EXPECT_THAT(shelf_.Labels(), ElementsAre("a#1", "a#2", "a#3", "a#4"));
}

TEST_F(OutboxRelayTest, ARefusedEventHoldsOnlyItsOwnSubject) {
  EmbeddedEventLog::Options options;
  options.file = folder_ / "events.db";
  auto log = *EmbeddedEventLog::Open(options);
  auto publisher = log->Publisher();
  Append({At("bad", 1), testing::MakeTooLarge("bad", 2), At("bad", 3)});
  AppendMany();
  OutboxRelay relay = Relay("one", *sqlite_, *publisher);
  EXPECT_EQ(Turn(relay), 3 * kSubjects + 2) << "one of the bad, and the one that is refused";
  EXPECT_EQ(Turn(relay), 0);
  EXPECT_EQ(Count("SELECT revision FROM outbox JOIN outbox_refused USING (position)"), 2);
  EXPECT_EQ(CountUnpublished(), 2);
  Append({At("bad", 4), At("good", 1)});
  EXPECT_EQ(Turn(relay), 1) << "the subject still waits";
}

TEST_F(OutboxRelayTest, ARefusedSubjectGoesOnInOrderOnceItIsRepublished) {
  Append({At("bad", 1), At("bad", 2)});
  shelf_.judge = [](const Event&) { return Error::Of(reasons::kEventTooLarge); };
  OutboxRelay relay = Relay("one");
  EXPECT_EQ(Turn(relay), 1);
  EXPECT_EQ(Turn(relay), 0);
  shelf_.judge = nullptr;
  ASSERT_TRUE(sqlite_->Transact(Soon(), [](Transaction& tx) -> Status {
    const auto rewound = RepublishSince(tx, Instant());
    return rewound ? Status::Ok() : Status(rewound.error());
  }));
  EXPECT_EQ(Turn(relay), 2);
  EXPECT_THAT(shelf_.Labels(), ElementsAre("bad#1", "bad#2"));
}

TEST_F(OutboxRelayTest, ASubjectThatFailsForNowDoesNotHoldUpTheOthers) {
  AppendMany();
  shelf_.judge = [](const Event& event) {
    return event.subject == Subject(7) ? testing::Refuse() : Status::Ok();
  };
  OutboxRelay relay = Relay("one");
  EXPECT_FALSE(relay.RelayOnce());
  EXPECT_EQ(CountUnpublished(), 3);
  shelf_.judge = nullptr;
  EXPECT_EQ(Turn(relay), 3);
  ExpectAllInEffectOnce();
}

TEST_F(OutboxRelayTest, APublisherThatFailsUnexpectedlyIsAskedAgain) {
  Append({At("a", 1)});
  shelf_.judge = [](const Event&) { return Error::Of(reasons::kInternal); };
  OutboxRelay relay = Relay("one");
  EXPECT_FALSE(relay.RelayOnce());
  shelf_.judge = nullptr;
  EXPECT_EQ(Turn(relay), 1);
}

TEST_F(OutboxRelayTest, AFailedPublishLosesNothingAndRepeatsAreKnownByTheirId) {
  for (const FailureMode mode : {FailureMode::kBefore, FailureMode::kAfter}) {
    for (std::int64_t n = 1; n <= kOutboxParts; ++n) {
      AppendMany();
      FailingPublisher publisher(shelf_);
      publisher.FailCall(n, mode);
      OutboxRelay relay = Relay("one", *sqlite_, publisher, 3 * kSubjects / kOutboxParts);
      TurnUntilIdle(relay);
      EXPECT_TRUE(publisher.failed());
      ExpectAllInEffectOnce();
      const bool repeated = shelf_.events.size() > std::size_t{3} * kSubjects;
      EXPECT_EQ(repeated, mode == FailureMode::kAfter);
      StartAgain();
    }
  }
}

TEST_F(OutboxRelayTest, AFailedCallOfTheDatabaseLosesNothing) {
  AppendMany();
  OutboxRelay counted = Relay("one", *database_, shelf_);
  TurnUntilIdle(counted);
  const std::int64_t calls = database_->calls();
  for (const FailureMode mode : {FailureMode::kBefore, FailureMode::kAfter}) {
    for (std::int64_t n = 1; n <= calls; ++n) {
      StartAgain();
      AppendMany();
      database_->FailCall(n, mode);
      OutboxRelay relay = Relay("one", *database_, shelf_);
      TurnUntilIdle(relay);
      EXPECT_TRUE(database_->failed());
      ExpectAllInEffectOnce();
    }
  }
}

TEST_F(OutboxRelayTest, RunPublishesWhenItIsWokenAndAfterFailures) {
  testing::FailingDatabase& database = *database_;
  database.FailCall(1);
  OutboxRelay relay = Relay("one", database, shelf_);
  const std::jthread thread([&](std::stop_token stop) { relay.Run(std::move(stop)); });
  ASSERT_TRUE(Eventually([&] { return PartsOf("one") == kOutboxParts; }, "leases of all parts"));
  AppendMany();
  relay.Wake();
  EXPECT_TRUE(Eventually([&] { return CountUnpublished() == 0; }, "everything published"));
}

TEST_F(OutboxRelayTest, PublishesAgainWhatIsRewound) {
  Append({At("a", 1)});
  clock_.Advance(std::chrono::seconds(1));
  const Instant since = clock_.Now();
  Append({At("a", 2), At("b", 1)});
  OutboxRelay relay = Relay("one");
  EXPECT_EQ(Turn(relay), 3);
  const std::vector<Event> first = std::exchange(shelf_.events, {});
  ASSERT_TRUE(sqlite_->Transact(Soon(), [&](Transaction& tx) -> Status {
    const auto rewound = RepublishSince(tx, since);
    return rewound ? Status::Ok() : Status(rewound.error());
  }));
  EXPECT_EQ(Turn(relay), 2);
  for (const Event& event : shelf_.events) EXPECT_THAT(first, ::testing::Contains(event));
  EXPECT_THAT(shelf_.Labels(), ::testing::UnorderedElementsAre("a#2", "b#1"));
}

}  // namespace
}  // namespace sinergi
