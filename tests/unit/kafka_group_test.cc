// Several members of one group: who reads what, and that nothing is lost when that changes.
#include <atomic>
#include <map>
#include <set>

#include "tests/unit/kafka_fixture.h"

namespace sinergi {
namespace {

using testing::Eventually;
using testing::KafkaBrokers;
using testing::Labels;
using testing::PlainMember;
using testing::Reader;
using testing::Refuse;

class KafkaGroupTest : public KafkaTest {
 protected:
  // How often each event is there, by its label.
  static std::map<std::string, int> Counts(const std::vector<Reader::Events>& all) {
    std::map<std::string, int> counts;
    for (const Reader::Events& events : all) {
      for (const std::string& label : Labels(events)) ++counts[label];
    }
    return counts;
  }

  static std::set<std::string> SubjectsIn(const Reader::Events& events) {
    std::set<std::string> subjects;
    for (const Event& event : events) subjects.insert(event.subject);
    return subjects;
  }
};

TEST_F(KafkaGroupTest, AMemberThatJoinsAndOneThatLeavesLoseNothing) {
  MakeTopic(4);
  const auto second = Member("second");
  auto one = std::make_unique<Reader>(Consumer());
  PublishMany(40, 5);
  ASSERT_EQ(one->WaitFor(200).size(), 200U);
  Reader two(Consumer(*second));
  std::int64_t revision = 5;
  const auto publish_next = [&] {
    ++revision;
    std::vector<Event> events;
    events.reserve(40);
    for (int i = 0; i < 40; ++i) {
      events.push_back(MakeEvent("referrals/" + std::to_string(i), revision));
    }
    Publish(events);
  };
  ASSERT_TRUE(Eventually(
      [&] {
        publish_next();
        return two.WaitFor(0).size() >= 10;
      },
      "the second member gets some of the partitions"));
  const Reader::Events by_one = one->Stop();
  one.reset();
  publish_next();
  const auto wanted = static_cast<std::size_t>(40 * revision);
  ASSERT_TRUE(Eventually(
      [&] {
        return Counts({by_one, two.WaitFor(0)}).size() == wanted;
      },
      "every event has reached one of them"));
  for (const auto& [label, count] : Counts({by_one, two.Stop()})) EXPECT_EQ(count, 1) << label;
}

TEST_F(KafkaGroupTest, AMemberInTroubleGivesPartitionsToOneThatIsNot) {
  MakeTopic(2);
  const auto second = Member("second");
  PublishMany(20, 1);
  Reader failing(Consumer(), [](auto) { return Refuse(); });
  ASSERT_FALSE(failing.WaitFor(1).empty());
  Reader healthy(Consumer(*second));
  ASSERT_TRUE(Eventually([&] { return !healthy.WaitFor(0).empty(); },
                         "the second member gets a partition"));
  const std::size_t before = failing.WaitFor(0).size();
  const Reader::Events later = failing.WaitFor(before + 40);
  ASSERT_GE(later.size(), before + 40);
  const std::set<std::string> still =
      SubjectsIn({later.begin() + static_cast<std::ptrdiff_t>(before), later.end()});
  for (const std::string& subject : SubjectsIn(healthy.Stop())) {
    EXPECT_FALSE(still.contains(subject)) << subject << " is read by both";
  }
}

TEST_F(KafkaGroupTest, AfterAFailureNothingIsLostOrDoubled) {
  MakeTopic(3);
  PublishMany(30, 100);
  std::map<std::string, std::int64_t> last;
  std::atomic<int> handled = 0;
  int calls = 0;
  Reader reader(Consumer(), [&](std::span<const Event> events) {
    EXPECT_LE(events.size(), 500U);
    if (++calls % 2 == 1) return Refuse();
    for (const Event& event : events) EXPECT_EQ(event.revision, ++last[event.subject]);
    handled += static_cast<int>(events.size());
    return Status::Ok();
  });
  EXPECT_TRUE(Eventually([&] { return handled == 3000; }, "all are handled"));
  reader.Stop();
  EXPECT_EQ(handled, 3000);
}

TEST_F(KafkaGroupTest, AMemberThatComesBackKeepsItsPartitions) {
  MakeTopic(4);
  const PlainMember other(KafkaBrokers(), group_, "other", topic_);
  auto reader = std::make_unique<Reader>(Consumer());
  ASSERT_TRUE(Eventually([&] { return other.partitions() == 2; }, "both have two partitions"));
  PublishMany(40, 1);
  const auto first = SubjectsIn(reader->WaitFor(10));
  ASSERT_GE(first.size(), 10U);
  const int changes = other.changes();
  reader.reset();
  reader = std::make_unique<Reader>(Consumer());
  std::set<std::string> again;
  for (std::int64_t revision = 2; again.size() < 10; ++revision) {
    ASSERT_LT(revision, 1000);
    Publish({MakeEvent(*first.begin(), revision)});
    again = SubjectsIn(reader->WaitFor(0));
    if (again.contains(*first.begin())) break;
  }
  EXPECT_EQ(other.changes(), changes);
}

// Each shuts the other one out; with the pauses between, events go on nevertheless.
TEST_F(KafkaGroupTest, OfTwoProcessesOfOneNameNoneIsStuckForever) {
  MakeTopic(1);
  const auto twin = Member("first");
  auto older = std::make_unique<Reader>(Consumer());
  Publish({MakeEvent("a", 1)});
  ASSERT_EQ(older->WaitFor(1).size(), 1U);
  Reader newer(Consumer(*twin));
  std::int64_t revision = 1;
  const auto newer_reads_on = [&] {
    const std::size_t before = newer.WaitFor(0).size();
    return Eventually(
        [&] {
          Publish({MakeEvent("a", ++revision)});
          return newer.WaitFor(0).size() > before;
        },
        "the newer one reads what is published now");
  };
  ASSERT_TRUE(newer_reads_on());
  ASSERT_TRUE(newer_reads_on());
  older.reset();
  ASSERT_TRUE(newer_reads_on());
  const std::size_t before = newer.WaitFor(0).size();
  Publish({MakeEvent("a", ++revision)});
  EXPECT_GT(newer.WaitFor(before + 1).size(), before);
}

}  // namespace
}  // namespace sinergi
