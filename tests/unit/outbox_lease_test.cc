// Which relay may publish which part, and until when.
#include <thread>

#include "tests/support/eventually.h"
#include "tests/unit/outbox_relay_fixture.h"

namespace sinergi {
namespace {

using testing::Eventually;

using OutboxLeaseTest = OutboxRelayTest;

TEST_F(OutboxLeaseTest, OfTwoRelaysOneHoldsAPart) {
  OutboxRelay one = Relay("one");
  OutboxRelay two = Relay("two");
  EXPECT_EQ(Turn(one), 0);
  AppendMany();
  EXPECT_EQ(Turn(two), 0);
  EXPECT_EQ(PartsOf("one"), kOutboxParts);
  EXPECT_EQ(Turn(one), 3 * kSubjects);
  EXPECT_EQ(PartsOf("two"), 0);
}

TEST_F(OutboxLeaseTest, TakesOverWhenTheLeaseHasEnded) {
  OutboxRelay one = Relay("one");
  OutboxRelay two = Relay("two");
  EXPECT_EQ(Turn(one), 0);
  AppendMany();
  clock_.Advance(kLease - std::chrono::microseconds(1));
  EXPECT_EQ(Turn(two), 0);
  clock_.Advance(kLease);
  EXPECT_EQ(Turn(two), 3 * kSubjects);
  EXPECT_EQ(PartsOf("two"), kOutboxParts);
  EXPECT_EQ(Turn(one), 0);
}

TEST_F(OutboxLeaseTest, AHolderThatWorksKeepsItsLease) {
  OutboxRelay one = Relay("one");
  OutboxRelay two = Relay("two");
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(Turn(one), 0);
    EXPECT_EQ(Turn(two), 0);
    clock_.Advance(kLease / 2);
  }
  EXPECT_EQ(PartsOf("one"), kOutboxParts);
}

TEST_F(OutboxLeaseTest, APausedHolderThatWakesUpCannotMark) {
  Append({At("a", 1)});
  Shelf unreachable;
  unreachable.judge = [](const Event&) { return testing::Refuse(); };
  OutboxRelay other = Relay("two", *sqlite_, unreachable);
  shelf_.before_next = [&] {
    clock_.Advance(kLease);
    EXPECT_FALSE(other.RelayOnce()) << "it has taken over and publishes nothing yet";
  };
  OutboxRelay paused = Relay("one");
  EXPECT_EQ(Turn(paused), 0);
  EXPECT_EQ(PartsOf("two"), kOutboxParts);
  EXPECT_EQ(CountUnpublished(), 1) << "the mark is the new holder's to set";
  unreachable.judge = nullptr;
  EXPECT_EQ(Turn(other), 1);
  EXPECT_EQ(Turn(paused), 0);
  EXPECT_EQ(unreachable.events, shelf_.events) << "what slipped through is a repeat";
}

TEST_F(OutboxLeaseTest, AHolderWhoseLeaseEndedWithoutASuccessorStillMarksWhatItPublished) {
  Append({At("a", 1)});
  shelf_.before_next = [&] { clock_.Advance(kLease * 2); };
  OutboxRelay relay = Relay("one");
  EXPECT_EQ(Turn(relay), 1) << "a slow broker does not make it publish again and again";
  EXPECT_EQ(CountUnpublished(), 0);
}

TEST_F(OutboxLeaseTest, GivesItsLeasesBackAtTheEnd) {
  OutboxRelay one = Relay("one");
  {
    const std::jthread thread([&](std::stop_token stop) { one.Run(std::move(stop)); });
    ASSERT_TRUE(Eventually([&] { return PartsOf("one") == kOutboxParts; }, "leases of all parts"));
  }
  EXPECT_EQ(CountRows("outbox_leases"), 0);
  Append({At("a", 1)});
  OutboxRelay two = Relay("two");
  EXPECT_EQ(Turn(two), 1);
}

}  // namespace
}  // namespace sinergi
