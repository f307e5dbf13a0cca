#include "common/outbox/inbox.h"

#include <thread>

#include "tests/support/eventually.h"
#include "tests/unit/inbox_fixture.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using testing::Eventually;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST_F(InboxTest, EachEventTakesEffectOnceHoweverOftenItComes) {
  const Events events = Some("a", 1, 3);
  Receive(events);
  Receive(events);
  Receive({events[1], events[1], events[2]});
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#2", "a#3"));
  EXPECT_EQ(CountRows("inbox_parked"), 0);
  EXPECT_EQ(commits_told_, 1);
}

TEST_F(InboxTest, ARepeatWithinOneBatchIsOneToo) {
  const Event event = At("a", 1);
  Receive({event, event, event});
  EXPECT_THAT(Effects(), ElementsAre("a#1"));
}

TEST_F(InboxTest, TheFirstRevisionSeenStartsTheCount) {
  Receive(Some("a", 7, 8));
  EXPECT_THAT(Effects(), ElementsAre("a#7", "a#8"));
}

TEST_F(InboxTest, ALowerRevisionIsDropped) {
  Receive({At("a", 7)});
  Receive({At("a", 6), At("a", 1)});
  EXPECT_THAT(Effects(), ElementsAre("a#7"));
  EXPECT_EQ(CountRows("inbox_parked"), 0);
}

TEST_F(InboxTest, SourcesAreCountedApart) {
  Event restored = At("a", 1);
  restored.source = "/sinergi/referrals/another epoch";
  Receive({At("a", 1), restored});
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#1"));
}

TEST_F(InboxTest, AJumpAndWhatFollowsWaitForTheMissingOne) {
  Receive({At("a", 1), At("a", 3), At("b", 1)});
  Receive({At("a", 4)});
  EXPECT_THAT(Effects(), ElementsAre("a#1", "b#1"));
  EXPECT_EQ(CountRows("inbox_parked"), 2);
  EXPECT_EQ(Retry(), 0) << "nothing is due";
  Receive({At("a", 2)});
  RetryUntilIdle();
  Receive({At("a", 5)});
  EXPECT_THAT(Effects(), ElementsAre("a#1", "b#1", "a#2", "a#3", "a#4", "a#5"));
  EXPECT_EQ(CountRows("inbox_parked"), 0);
}

TEST_F(InboxTest, TheMissingOneMayComeInTheSameBatchAfterwards) {
  Receive({At("a", 1), At("a", 3), At("a", 2), At("a", 4)});
  RetryUntilIdle();
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#2", "a#3", "a#4"));
  EXPECT_EQ(CountRows("inbox_parked"), 0);
}

TEST_F(InboxTest, ARepeatOfAParkedEventChangesNothing) {
  const Event third = At("a", 3);
  Receive({At("a", 1), third});
  Receive({third, third});
  EXPECT_EQ(CountRows("inbox_parked"), 1);
  Receive({At("a", 2), third});
  RetryUntilIdle();
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#2", "a#3"));
}

TEST_F(InboxTest, AFailingEventParksOnlyItsOwnSubject) {
  failing_ = {"a#2"};
  Receive({At("a", 1), At("a", 2), At("b", 1), At("a", 3), At("b", 2)});
  EXPECT_THAT(Effects(), ElementsAre("a#1", "b#1", "b#2"));
  EXPECT_EQ(CountRows("inbox_parked"), 2);
}

TEST_F(InboxTest, AFailingEventIsTriedAtItsTimesAndThenAllGoOnInOrder) {
  failing_ = {"a#1"};
  Receive(Some("a", 1, 3));
  clock_.Advance(std::chrono::milliseconds(999));
  EXPECT_EQ(Retry(), 0);
  EXPECT_EQ(Count("SELECT attempts FROM inbox_parked WHERE revision = 1"), 1);
  clock_.Advance(std::chrono::milliseconds(1));
  EXPECT_EQ(Retry(), 0);
  EXPECT_EQ(Count("SELECT attempts FROM inbox_parked WHERE revision = 1"), 2);
  failing_.clear();
  EXPECT_EQ(Retry(), 0) << "the next try is ten seconds later";
  clock_.Advance(std::chrono::seconds(10));
  RetryUntilIdle();
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#2", "a#3"));
  EXPECT_EQ(CountRows("inbox_parked"), 0);
}

TEST_F(InboxTest, TriesAndTheirTimesSurviveARestart) {
  failing_ = {"a#1"};
  Receive(Some("a", 1, 2));
  clock_.Advance(std::chrono::seconds(1));
  EXPECT_EQ(Retry(), 0);
  inbox_.reset();
  Reopen();
  Open();
  EXPECT_EQ(Count("SELECT attempts FROM inbox_parked WHERE revision = 1"), 2);
  failing_.clear();
  EXPECT_EQ(Retry(), 0);
  clock_.Advance(std::chrono::seconds(10));
  RetryUntilIdle();
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#2"));
}

TEST_F(InboxTest, GivesUpAfterTheLastTryAndTheNextOneGoesOn) {
  failing_ = {"a#2"};
  Receive(Some("a", 1, 4));
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(CountRows("dead_letters"), 0) << i;
    clock_.Advance(std::chrono::minutes(10));
    RetryUntilIdle();
  }
  RetryUntilIdle();
  EXPECT_EQ(Count("SELECT attempts FROM dead_letters WHERE subject = 'a' AND revision = 2"), 5);
  EXPECT_THAT(DeadLetter("reason"), HasSubstr("INTERNAL"));
  EXPECT_THAT(DeadLetter("reason"), HasSubstr("the test makes a#2 fail"));
  EXPECT_EQ(DeadLetter("source"), At("a", 2).source);
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#3", "a#4"));
  EXPECT_EQ(CountRows("inbox_parked"), 0);
  Receive({At("a", 2), At("a", 5)});
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#3", "a#4", "a#5")) << "a repeat stays given up";
}

TEST_F(InboxTest, WhatIsGivenUpIsSetAsideOnceTheBrokerIsThere) {
  failing_ = {"a#1", "b#1"};
  broker_is_there_ = false;
  Receive({At("a", 1), At("b", 1)});
  for (int i = 0; i < 4; ++i) {
    clock_.Advance(std::chrono::minutes(10));
    RetryUntilIdle();
  }
  EXPECT_EQ(CountRows("dead_letters"), 2);
  EXPECT_THAT(set_aside_, IsEmpty());
  broker_is_there_ = true;
  EXPECT_EQ(Retry(), 0);
  EXPECT_THAT(set_aside_,
              ElementsAre(HasSubstr("a#1 after 5: INTERNAL"), HasSubstr("b#1 after 5: INTERNAL")));
  EXPECT_EQ(Retry(), 0);
  EXPECT_EQ(set_aside_.size(), 2u) << "only once";
}

TEST_F(InboxTest, AParkedEventThatFailsWhenItsTurnComesHasAllItsTries) {
  failing_ = {"a#3"};
  Receive({At("a", 1), At("a", 3)});
  Receive({At("a", 2)});
  EXPECT_EQ(Retry(), 0);
  EXPECT_EQ(Count("SELECT attempts FROM inbox_parked WHERE revision = 3"), 1);
  failing_.clear();
  clock_.Advance(std::chrono::seconds(1));
  EXPECT_EQ(Retry(), 1);
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#2", "a#3"));
}

TEST_F(InboxTest, WhatComesLateBehindAFailedFirstOneIsForgottenWithIt) {
  failing_ = {"a#5"};
  Receive({At("a", 5)});
  Receive({At("a", 4), At("a", 6)});
  failing_.clear();
  clock_.Advance(std::chrono::seconds(1));
  RetryUntilIdle();
  EXPECT_THAT(Effects(), ElementsAre("a#5", "a#6"));
  EXPECT_EQ(CountRows("inbox_parked"), 0);
}

TEST_F(InboxTest, APassingErrorIsReturnedAndNothingIsStored) {
  passing_ = {"a#2"};
  const Events events = {At("a", 1), At("b", 1), At("a", 2)};
  const Status refused = inbox_->Receive(events);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::kUnavailable);
  EXPECT_THAT(Effects(), IsEmpty());
  EXPECT_EQ(CountRows("inbox_revisions") + CountRows("inbox_parked"), 0);
  passing_.clear();
  Receive(events);
  EXPECT_THAT(Effects(), ElementsAre("a#1", "b#1", "a#2"));
}

TEST_F(InboxTest, APassingErrorOfARetryCostsNoTry) {
  failing_ = {"a#1"};
  Receive({At("a", 1)});
  failing_.clear();
  passing_ = {"a#1"};
  clock_.Advance(std::chrono::seconds(1));
  EXPECT_FALSE(inbox_->RetryDue());
  EXPECT_EQ(Count("SELECT attempts FROM inbox_parked"), 1);
  passing_.clear();
  EXPECT_EQ(Retry(), 1);
  EXPECT_THAT(Effects(), ElementsAre("a#1"));
}

TEST_F(InboxTest, AWorkerRetriesWhatIsDue) {
  Receive({At("a", 1), At("a", 3), At("a", 4)});
  const std::jthread worker([&](std::stop_token stop) { inbox_->RunRetries(std::move(stop)); });
  Receive({At("a", 2)});
  EXPECT_TRUE(Eventually([&] { return CountRows("effects") == 4; }, "all four in effect"));
  EXPECT_THAT(Effects(), ElementsAre("a#1", "a#2", "a#3", "a#4"));
}

}  // namespace
}  // namespace sinergi
