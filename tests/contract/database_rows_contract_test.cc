// What every Database promises of rows and their values.
#include <limits>
#include <thread>

#include "tests/contract/database_fixture.h"

namespace sinergi {
namespace {

using Names_ = std::vector<std::string>;

TEST_P(DatabaseContract, QueryEachGivesTheRowsOfEachInTheirOrder) {
  for (std::int64_t id = 1; id <= 3; ++id) ASSERT_TRUE(Insert(id, "n" + std::to_string(id)));
  const Status done = database_->Transact(Soon(), [](Transaction& tx) -> Status {
    tx.Execute(kInsert, {std::int64_t{4}, std::string("n4"), std::int64_t{1}});
    const std::vector<Values> asked{{std::int64_t{4}}, {std::int64_t{9}}, {std::int64_t{2}}};
    const auto each = tx.QueryEach(kFind, asked);
    const auto locked = tx.QueryEachForUpdate(kFind, asked);
    if (!each || !locked) return each ? locked.error() : each.error();
    for (const auto& got : {*each, *locked}) {
      EXPECT_EQ(got.size(), 3u);
      EXPECT_EQ(got.at(0).at(0).Text(1), "n4");
      EXPECT_TRUE(got.at(1).empty());
      EXPECT_EQ(got.at(2).at(0).Text(1), "n2");
    }
    EXPECT_TRUE(tx.QueryEach(kFind, {})->empty());
    const auto one = tx.Query(kFind, {std::int64_t{1}});
    EXPECT_EQ(one->at(0).Text(1), "n1");
    return Status::Ok();
  });
  ASSERT_TRUE(done) << done.error().cause();
  EXPECT_EQ(Names().size(), 4u);
}

TEST_P(DatabaseContract, AFreeRowIsReadAndLockedLikeAnyOther) {
  ASSERT_TRUE(Insert(1, "Klinik", 40));
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (bool taken = false; !taken;) {
        const Status done = database_->Transact(Soon(), [&](Transaction& tx) -> Status {
          const auto free = tx.QueryFreeForUpdate(kFind, {std::int64_t{1}});
          if (!free) return free.error();
          taken = !free->empty();
          if (taken) tx.Execute(kTake, {std::int64_t{1}});
          return Status::Ok();
        });
        EXPECT_TRUE(done) << done.error().cause();
      }
    });
  }
  threads.clear();
  EXPECT_EQ(database_->Query(Soon(), kFind, {std::int64_t{1}})->at(0).Integer(2), 36);
}

TEST_P(DatabaseContract, QueryEachFailsAsAWholeAndSoDoesTheTransaction) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  const Status done = database_->Transact(Soon(), [](Transaction& tx) {
    EXPECT_FALSE(tx.QueryEach(kBroken, {{}, {}}));
    return Status::Ok();
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(Names(), Names_{"Klinik"});
}

TEST_P(DatabaseContract, KeepsEveryKindOfValue) {
  ASSERT_TRUE(Insert(1, "Klinik “Air Mesu”"));
  const std::string bytes("\0\xff\x01", 3);
  ASSERT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) {
    tx.Execute(kSeal, {std::int64_t{1}, Blob{bytes}, Value()});
    return Status::Ok();
  }));
  const auto rows = database_->Query(Soon(), kFind, {std::int64_t{1}});
  ASSERT_TRUE(rows);
  EXPECT_EQ(rows->at(0).Text(1), "Klinik “Air Mesu”");
  EXPECT_TRUE(rows->at(0).IsNull(3));
  EXPECT_EQ(rows->at(0).Bytes(4), bytes);
}

TEST_P(DatabaseContract, KeepsWholeNumbersOfEverySizeAndCalculatesWithThem) {
  const std::int64_t least = std::numeric_limits<std::int64_t>::min();
  ASSERT_TRUE(Insert(least, "Klinik", std::numeric_limits<std::int64_t>::max()));
  const auto rows = database_->Query(Soon(), kCalculate, {least, std::int64_t{2}, std::int64_t{1}});
  ASSERT_TRUE(rows) << rows.error().cause();
  EXPECT_EQ(rows->at(0).Integer(0), least);
  EXPECT_EQ(rows->at(0).Integer(1), least + 2);
  EXPECT_EQ(rows->at(0).Integer(2), 1) << "a count";
}

TEST_P(DatabaseContract, ANullGoesWhereAValueWentBeforeAndTheOtherWayRound) {
  ASSERT_TRUE(Insert(1, "Klinik"));
  for (const Value& note : {Value(), Value(std::string("baru")), Value()}) {
    ASSERT_TRUE(database_->Transact(Soon(), [&](Transaction& tx) {
      tx.Execute(kSeal, {std::int64_t{1}, Value(), note});
      return Status::Ok();
    }));
    EXPECT_EQ(database_->Query(Soon(), kFind, {std::int64_t{1}})->at(0).TextOrNull(3).value_or(""),
              std::holds_alternative<std::string>(note) ? "baru" : "");
  }
}

}  // namespace
}  // namespace sinergi
