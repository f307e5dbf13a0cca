// A window of deliveries slides along its events: each goes once, in the order of its chain, and
// what leaves the window has been delivered.
#include "services/notifications/application/delivery_window.h"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

namespace sinergi::notifications {
namespace {

using Step = DeliveryWindow::Step;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Numbers = std::vector<std::int64_t>;

Delivery Of(std::int64_t number, const std::string& subject) {
  JournalEntry entry{10 * number, {}, {}};
  entry.event.subject = subject;
  return {number, std::make_shared<const JournalEntry>(std::move(entry))};
}

PostingAnswer Answer(bool delivered) {
  PostingAnswer answer;
  answer.delivered = delivered;
  return answer;
}

class DeliveryWindowTest : public ::testing::Test {
 protected:
  // What goes now, `most` at most.
  static Numbers Send(DeliveryWindow& window, int most = 1000) {
    Numbers sent;
    for (const Delivery* one : window.Send(Instant(), [&most] { return most-- > 0; })) {
      sent.push_back(one->number);
    }
    return sent;
  }
  static Numbers Drop(DeliveryWindow& window) {
    Numbers dropped;
    while (const auto one = window.DropDelivered()) dropped.push_back(one->number);
    return dropped;
  }

  DeliveryWindow window_{false};
};

TEST_F(DeliveryWindowTest, SubjectsGoSideBySideAndEachInItsOrder) {
  for (std::int64_t i = 1; i <= 6; ++i) window_.Add(Of(i, i % 2 == 0 ? "even" : "odd"), false);
  EXPECT_THAT(Send(window_), ElementsAre(1, 2));
  EXPECT_TRUE(window_.Take(2, Answer(true)));
  EXPECT_THAT(Send(window_), ElementsAre(4));
  EXPECT_TRUE(window_.Take(1, Answer(true)));
  EXPECT_THAT(Send(window_), ElementsAre(3));
}

TEST_F(DeliveryWindowTest, DropsWhatIsDeliveredAtItsBeginningOnly) {
  for (std::int64_t i = 1; i <= 3; ++i) window_.Add(Of(i, std::to_string(i)), false);
  Send(window_);
  window_.Take(2, Answer(true));
  EXPECT_THAT(Drop(window_), IsEmpty());
  window_.Take(1, Answer(true));
  EXPECT_THAT(Drop(window_), ElementsAre(1, 2));
  EXPECT_EQ(window_.size(), 1);
  EXPECT_FALSE(window_.Take(2, Answer(true))) << "it is over";
}

TEST_F(DeliveryWindowTest, WhatIsAddedLaterWaitsForItsSubjectsEarlierOnes) {
  window_.Add(Of(1, "a"), false);
  window_.Add(Of(2, "b"), false);
  Send(window_);
  window_.Add(Of(3, "a"), false);
  EXPECT_THAT(Send(window_), IsEmpty());
  window_.Take(1, Answer(true));
  EXPECT_THAT(Send(window_), ElementsAre(3));
}

TEST_F(DeliveryWindowTest, WhatIsAddedAfterItsSubjectWasDeliveredGoesAtOnce) {
  window_.Add(Of(1, "a"), false);
  window_.Add(Of(2, "b"), false);
  Send(window_);
  window_.Take(1, Answer(true));
  window_.Add(Of(3, "a"), false);  // 1 is still in the window
  EXPECT_THAT(Send(window_), ElementsAre(3));
  window_.Take(3, Answer(true));
  EXPECT_THAT(Drop(window_), ElementsAre(1));
  window_.Take(2, Answer(true));
  EXPECT_THAT(Drop(window_), ElementsAre(2, 3));
  window_.Add(Of(4, "a"), false);  // none of its subject is left
  EXPECT_THAT(Send(window_), ElementsAre(4));
}

TEST_F(DeliveryWindowTest, BehindAFailureAllOfItsSubjectIsHeldAlsoWhatComesLater) {
  window_.Add(Of(1, "a"), false);
  window_.Add(Of(2, "a"), false);
  Send(window_);
  window_.Take(1, Answer(false));
  window_.Add(Of(3, "a"), false);
  window_.Add(Of(4, "b"), false);
  EXPECT_THAT(Send(window_), ElementsAre(4));
  EXPECT_EQ(window_.Count(Step::kFailed), 1);
  EXPECT_EQ(window_.Count(Step::kHeld), 2);
  EXPECT_THAT(Drop(window_), IsEmpty());
}

TEST_F(DeliveryWindowTest, InStrictOrderAllAreOneChain) {
  DeliveryWindow strict(true);
  for (std::int64_t i = 1; i <= 3; ++i) strict.Add(Of(i, std::to_string(i)), false);
  EXPECT_THAT(Send(strict), ElementsAre(1));
  strict.Take(1, Answer(true));
  EXPECT_THAT(Drop(strict), ElementsAre(1));
  EXPECT_THAT(Send(strict), ElementsAre(2));
}

// Whatever comes when: nothing goes twice or before its turn, and all leave in number order.
TEST_F(DeliveryWindowTest, AnyCourseDeliversEachOnceInOrder) {
  std::mt19937 random(11);
  std::int64_t added = 0;
  std::map<std::string, std::int64_t> latest;  // delivered, by subject
  std::map<std::int64_t, std::string> on_their_way;
  std::set<std::int64_t> sent;
  Numbers left;
  while (left.size() < 5000) {
    if (window_.size() < 64 && added < 5000 && random() % 2 == 0) {
      ++added;
      window_.Add(Of(added, std::to_string(added * added % 7)), false);
    }
    for (const std::int64_t number : Send(window_, static_cast<int>(random() % 4))) {
      ASSERT_TRUE(sent.insert(number).second) << number;
      on_their_way[number] = std::to_string(number * number % 7);
    }
    if (!on_their_way.empty() && random() % 2 == 0) {
      auto answered = on_their_way.begin();
      std::advance(answered, random() % on_their_way.size());
      ASSERT_LT(latest[answered->second], answered->first);
      latest[answered->second] = answered->first;
      ASSERT_TRUE(window_.Take(answered->first, Answer(true)));
      on_their_way.erase(answered);
    }
    if (random() % 8 == 0) {
      for (const std::int64_t number : Drop(window_)) left.push_back(number);
    }
    ASSERT_EQ(window_.Count(Step::kSending), static_cast<std::int64_t>(on_their_way.size()));
  }
  for (std::size_t i = 0; i < left.size(); ++i)
    ASSERT_EQ(left[i], static_cast<std::int64_t>(i + 1));
}

}  // namespace
}  // namespace sinergi::notifications
