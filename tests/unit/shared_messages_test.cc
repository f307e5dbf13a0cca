// What streams of one subscription say alike is made once.
#include "services/notifications/channels/stream/shared_messages.h"

#include <gtest/gtest.h>

namespace sinergi::notifications {
namespace {

class SharedMessagesTest : public ::testing::Test {
 protected:
  static Delivery Of(std::int64_t number) {
    return {number, std::make_shared<const JournalEntry>(JournalEntry{10 * number, {}, {}})};
  }

  // The messages, as a stream gets them.
  std::vector<std::string> Get(const std::vector<Delivery>& deliveries) {
    std::vector<StreamMessage> messages;
    shared_.Append(
        deliveries,
        [this](const Delivery& one) {
          ++made_;
          return std::to_string(one.number) + (one.entry->withheld ? " withheld" : "");
        },
        messages);
    std::vector<std::string> texts;
    for (const StreamMessage& one : messages) texts.push_back(one.bytes());
    return texts;
  }

  SharedMessages shared_;
  int made_ = 0;
};

using Texts = std::vector<std::string>;

TEST_F(SharedMessagesTest, MakesEachOnce) {
  const std::vector<Delivery> deliveries{Of(1), Of(2), Of(3)};
  EXPECT_EQ(Get(deliveries), (Texts{"1", "2", "3"}));
  EXPECT_EQ(Get(deliveries), (Texts{"1", "2", "3"}));
  EXPECT_EQ(made_, 3);
}

TEST_F(SharedMessagesTest, MakesAnewWhatWasWithheldSince) {
  const Delivery before = Of(1);
  EXPECT_EQ(Get({before}), Texts{"1"});
  JournalEntry changed = *before.entry;
  changed.withheld = true;
  const Delivery after{1, std::make_shared<const JournalEntry>(changed)};
  EXPECT_EQ(Get({after}), Texts{"1 withheld"});
  EXPECT_EQ(Get({after}), Texts{"1 withheld"});
  EXPECT_EQ(made_, 2);
}

TEST_F(SharedMessagesTest, KeepsNumbersApartHoweverFarApartTheyAre) {
  std::vector<Delivery> deliveries;
  Texts expected;
  for (std::int64_t number = 1; number <= 1000; ++number) {
    deliveries.push_back(Of(number));
    expected.push_back(std::to_string(number));
  }
  EXPECT_EQ(Get(deliveries), expected);
  EXPECT_EQ(Get(deliveries), expected) << "one that is far behind makes its own";
}

}  // namespace
}  // namespace sinergi::notifications
