// Once a consent is revoked, no stream shows the subject's events any more; their numbers stay.
#include "services/notifications/channels/stream/cloud_event_proto.h"
#include "tests/service/notifications_fixture.h"

namespace sinergi::notifications {
namespace {

using ::testing::ElementsAre;

const std::string kSubject = "referrals/withdrawn";

class NotificationsWithholdingTest : public NotificationsTest {
 protected:
  Event Told(const std::string& name, std::int64_t revision,
             const std::string& subject = kSubject) const {
    Event event = sinergi::testing::MakeEvent(subject, revision);
    event.offices = {kCiamis};
    event.type = kPackage + name;
    event.dataschema = "sinergi.referrals.v1." + name;
    event.payload = "payload";
    return event;
  }

  // "2 ReferralSent", or "2 withheld".
  static std::vector<std::string> Shown(const Subscriber& subscriber) {
    std::vector<std::string> shown;
    for (const auto& one : subscriber.got) {
      const bool withheld = one.withheld() == v1::WITHHELD_REASON_CONSENT_REVOKED;
      const std::string& type = one.event().type();
      shown.push_back(std::to_string(one.number()) + " " +
                      (withheld ? "withheld" : type.substr(type.rfind('.') + 1)));
      EXPECT_EQ(withheld, !one.event().has_data());
    }
    return shown;
  }

  std::vector<std::string> ShownFromTheBeginning(const std::string& id, std::size_t count) const {
    Subscriber subscriber = Open(kCiamis, StreamOf(id));
    EXPECT_TRUE(subscriber.Await(count));
    return Shown(subscriber);
  }

  // Sent, of another subject, accepted, revoked, completed, broken into.
  void PublishALife() {
    Publish({Told("ReferralSent", 1), Told("ReferralSent", 1, "referrals/other"),
             Told("ReferralAccepted", 2), Told("ConsentRevoked", 3), Told("ReferralCompleted", 4),
             Told("GlassBroken", 5)});
  }
};

TEST_F(NotificationsWithholdingTest, WhatWasThereAndWhatComesKeepsItsNumberWithoutContent) {
  const std::string id = Subscribe(kCiamis);
  PublishALife();
  AwaitJournal(6);
  EXPECT_THAT(ShownFromTheBeginning(id, 6),
              ElementsAre("1 withheld", "2 ReferralSent", "3 withheld", "4 ConsentRevoked",
                          "5 withheld", "6 GlassBroken"));
}

TEST_F(NotificationsWithholdingTest, AStreamTakesNothingFromAnotherThatReadItBefore) {
  const std::string id = Subscribe(kCiamis);
  Subscriber early = Open(kCiamis, StreamOf(id));
  Publish({Told("ReferralSent", 1)});
  ASSERT_TRUE(early.Await(1));
  EXPECT_THAT(Shown(early), ElementsAre("1 ReferralSent"));
  Publish({Told("ConsentRevoked", 2)});
  ASSERT_TRUE(early.Await(2));
  EXPECT_THAT(ShownFromTheBeginning(id, 2), ElementsAre("1 withheld", "2 ConsentRevoked"));
}

TEST_F(NotificationsWithholdingTest, AWithheldEventTellsItsIdAndNothingElse) {
  const std::string id = Subscribe(kCiamis);
  const Event sent = Told("ReferralSent", 1);
  Publish({sent, Told("ConsentRevoked", 2)});
  AwaitJournal(2);
  Subscriber subscriber = Open(kCiamis, StreamOf(id));
  ASSERT_TRUE(subscriber.Await(2));
  v1::CloudEvent left;
  left.set_id(sent.id.ToString());
  left.set_source(sent.source);
  EXPECT_EQ(subscriber.got[0].event().SerializeAsString(), left.SerializeAsString());
}

TEST_F(NotificationsWithholdingTest, WhoListensIsToldOfTheRevocationAndNothingAfterIt) {
  Subscriber subscriber = Open(kCiamis, StreamOf(Subscribe(kCiamis)));
  ASSERT_TRUE(subscriber.Ask());
  Publish({Told("ReferralSent", 1)});
  ASSERT_TRUE(subscriber.Await(1));
  Publish({Told("ConsentRevoked", 2), Told("ReferralAccepted", 3)});
  ASSERT_TRUE(subscriber.Await(3));
  EXPECT_THAT(Shown(subscriber), ElementsAre("1 ReferralSent", "2 ConsentRevoked", "3 withheld"));
}

TEST_F(NotificationsWithholdingTest, AlsoForOneWhoReadsWhatIsNoLongerInMemory) {
  const std::string id = Subscribe(kCiamis);
  PublishALife();
  AwaitJournal(6);
  RestartWithTail(1);
  EXPECT_THAT(ShownFromTheBeginning(id, 6),
              ElementsAre("1 withheld", "2 ReferralSent", "3 withheld", "4 ConsentRevoked",
                          "5 withheld", "6 GlassBroken"));
}

// What is withheld takes less room than before; a tail that forgot that would soon keep nothing.
TEST_F(NotificationsWithholdingTest, HoweverMuchIsWithheldTheLatestStayInMemory) {
  JournalTail::Options options;
  options.bytes = 20'000;
  JournalTail tail(*sqlite_, announcer_, options, SharedPart);
  Subscription watched;
  watched.office = kCiamis;
  const auto kept = tail.WatchFor(watched, [] {});
  for (int i = 0; i < 40; ++i) {
    const std::string subject = "referrals/" + std::to_string(i);
    Event sent = Told("ReferralSent", 1, subject);
    sent.payload = std::string(1000, 'x');
    Publish({sent});
    AwaitJournal(2 * i + 1);
    ASSERT_TRUE(tail.Poll());
    Publish({Told("ConsentRevoked", 2, subject)});
    AwaitJournal(2 * i + 2);
    ASSERT_TRUE(tail.Poll());
  }
  const auto latest = tail.After(76, 100);
  ASSERT_TRUE(latest) << "it keeps fewer than four";
  EXPECT_EQ(latest->size(), 4u);
  EXPECT_FALSE(tail.After(0, 100)) << "it keeps no more than it may";
}

TEST_F(NotificationsWithholdingTest, ANewConsentShowsWhatFollowsItAndNothingEarlier) {
  const std::string id = Subscribe(kCiamis);
  Publish({Told("ReferralSent", 1), Told("ConsentRevoked", 2), Told("ConsentRecorded", 3),
           Told("ReferralAccepted", 4)});
  AwaitJournal(4);
  EXPECT_THAT(ShownFromTheBeginning(id, 4), ElementsAre("1 withheld", "2 ConsentRevoked",
                                                        "3 ConsentRecorded", "4 ReferralAccepted"));
}

}  // namespace
}  // namespace sinergi::notifications
