// The same events over both channels, with faults on both: whoever looks at ids sees each once.
#include <map>
#include <random>
#include <set>

#include "tests/service/notifications_webhook_fixture.h"

namespace sinergi::notifications {
namespace {

constexpr int kSubjects = 500;
constexpr int kRevisions = 20;
constexpr std::size_t kEvents = std::size_t{kSubjects} * kRevisions;

// By event id its number, and by subject the revisions in the order in which they first came.
struct Received {
  std::map<std::string, std::int64_t> numbers;
  std::map<std::string, std::vector<std::int64_t>> revisions;

  void Take(const std::string& id, std::int64_t number, const std::string& subject,
            std::int64_t revision) {
    const auto [known, is_new] = numbers.emplace(id, number);
    EXPECT_EQ(known->second, number) << "a repeat keeps its number";
    if (is_new) revisions[subject].push_back(revision);
  }
};

class NotificationsBothChannelsTest : public NotificationsWebhookTest {
 protected:
  NotificationsBothChannelsTest() {
    settings_.webhook_pauses = "1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s,1s";
    settings_.webhook_at_once = 32;
  }

  // In the order of revisions of each subject, the subjects mixed.
  void PublishAll() {
    for (int revision = 1; revision <= kRevisions; ++revision) {
      std::vector<Event> events;
      for (int subject = 0; subject < kSubjects; ++subject) {
        events.push_back(Step("referrals/" + std::to_string(subject), revision));
      }
      std::shuffle(events.begin(), events.end(), random_);
      Publish(events);
    }
  }

  // One request in 50 fails in one of several ways; what is answered is noted first.
  void FailSometimes() {
    receiver_.Set([this](const WebhookReceiver::Request& request) {
      const std::lock_guard lock(mutex_);
      const auto drawn = random_() % 150;
      if (drawn == 0) return WebhookReceiver::Answer{500};
      if (drawn == 1) return WebhookReceiver::Answer{302, {{"location", "/elsewhere"}}};
      posted_.Take(request.Attribute("id"), std::stoll(request.Attribute("number")),
                   request.Attribute("subject"), std::stoll(request.Attribute("revision")));
      // It has the event, and the sender does not hear of it.
      return WebhookReceiver::Answer{drawn == 2 ? 503 : 204};
    });
  }

  // Reads the stream from the latest token on and breaks it off every few hundred events.
  void ReadWithCuts(const std::string& id) {
    std::string token;
    while (streamed_.numbers.size() < kEvents) {
      Subscriber stream = Open(kCiamis, StreamOf(id, token));
      const std::size_t most = 1 + random_() % 700;
      const std::size_t left = kEvents - streamed_.numbers.size();
      ASSERT_TRUE(stream.Await(std::min(most, left)));
      for (const auto& one : stream.got) {
        ASSERT_EQ(one.number(), static_cast<std::int64_t>(streamed_.numbers.size()) + 1);
        streamed_.Take(one.event().id(), one.number(), one.event().subject(),
                       one.event().revision());
      }
      token = stream.got.back().resume_token();
    }
  }

  static void ExpectInOrder(const Received& received) {
    EXPECT_EQ(received.revisions.size(), std::size_t{kSubjects});
    for (const auto& [subject, revisions] : received.revisions) {
      ASSERT_EQ(revisions.size(), std::size_t{kRevisions}) << subject;
      ASSERT_TRUE(std::is_sorted(revisions.begin(), revisions.end())) << subject;
    }
  }

  std::size_t PostedCount() {
    const std::lock_guard lock(mutex_);
    return posted_.numbers.size();
  }

  std::mt19937 random_{20261126};  // guarded by mutex_ once the endpoint answers
  std::mutex mutex_;
  Received posted_;  // guarded by mutex_
  Received streamed_;
};

TEST_F(NotificationsBothChannelsTest, TenThousandEventsAreTheSameOnBothAndInOrder) {
  const std::string stream = Subscribe(kCiamis);
  PublishAll();
  AwaitJournal(kEvents);
  ReadWithCuts(stream);
  FailSometimes();
  auto wish = WebhookWish();
  wish.set_from_beginning(true);
  const std::string webhook = Begin(wish);
  for (const std::size_t share : {4, 3, 2}) {
    ASSERT_TRUE(AsTimePasses([&] { return PostedCount() >= kEvents / share; },
                             std::chrono::milliseconds(100)));
    Start();
  }
  ASSERT_TRUE(AsTimePasses(
      [&] { return PostedCount() == kEvents && Health(webhook)->waiting_count() == 0; }));
  const std::lock_guard lock(mutex_);
  EXPECT_EQ(posted_.numbers, streamed_.numbers) << "the same ids with the same numbers";
  ExpectInOrder(posted_);
  ExpectInOrder(streamed_);
  EXPECT_EQ(Health(webhook)->dead_count(), 0);
}

}  // namespace
}  // namespace sinergi::notifications
