// Six days, what happens when they pass, and the lists by which both sides see where they stand.
#include <latch>
#include <thread>

#include "tests/service/tat_fixture.h"

namespace sinergi::tat {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TatClockTest : public TatTest {};

TEST_P(TatClockTest, WhenSixDaysPassTheOfficeIsRemindedThenTheOneAboveSeesIt) {
  const Instant received = clock_.Now();
  const std::string id = Submitted();
  const auto fire_at = [&](Instant time) {
    clock_.Advance(time - clock_.Now());
    return Fire(*tat_);
  };
  EXPECT_EQ(fire_at(received + hours(96) - minutes(1)), 0);
  EXPECT_EQ(fire_at(received + hours(96)), 1);
  tat_ = MakeTat();  // after a restart
  EXPECT_EQ(fire_at(received + hours(144) - minutes(1)), 0) << "reminded once";
  EXPECT_EQ(fire_at(received + hours(144)), 1);
  EXPECT_EQ(ReasonOf(GetTat(id, Team("BNNP-BABEL"))), "TAT_REQUEST_NOT_FOUND");
  EXPECT_EQ(fire_at(received + hours(168)), 1);
  EXPECT_EQ(fire_at(received + hours(9999)), 0);
  EXPECT_EQ(ReasonOf(GetTat(id, Team("BNNP-BABEL"))), "OK");
  EXPECT_EQ(ReasonOf(Case(id, Team("BNNP-BABEL"))), "NOT_A_PARTY_OF_TAT");
  EXPECT_EQ(ReasonOf(Start(id, Team("BNNP-BABEL"))), "NOT_THE_TEAM");
  EXPECT_THAT(TatEvents(id), ElementsAre("TatRequestSubmitted", "TatRequestReminded",
                                         "TatRequestOverdue", "TatRequestEscalated"));
  ASSERT_TRUE(Start(id));
  EXPECT_TRUE(Conclude(Conclusion(id))) << "late is better than never";
}

TEST_P(TatClockTest, OfTwoReplicasOneTellsThatTimeIsOver) {
  std::vector<std::string> ids;
  for (int i = 0; i < 20; ++i) ids.push_back(Submitted());
  clock_.Advance(hours(96));
  const auto other = MakeTat();
  std::latch both(2);
  std::int64_t theirs = 0;
  {
    std::jthread replica([&] {
      both.arrive_and_wait();
      theirs = Fire(*other);
    });
    both.arrive_and_wait();
    const std::int64_t ours = Fire(*tat_);
    replica.join();
    EXPECT_EQ(ours + theirs, 20);
  }
  for (const std::string& id : ids) {
    EXPECT_THAT(TatEvents(id), ElementsAre("TatRequestSubmitted", "TatRequestReminded"));
  }
}

TEST_P(TatClockTest, WhatIsOverIsOwedNoMore) {
  const std::string concluded = Submitted();
  ASSERT_TRUE(Start(concluded));
  ASSERT_TRUE(Conclude(Conclusion(concluded)));
  ASSERT_TRUE(Call<v1::WithdrawTatRequestResponse>("WithdrawTatRequest", Police(),
                                                   Withdrawal(Submitted())));
  clock_.Advance(hours(9999));
  EXPECT_EQ(Fire(*tat_), 0);
}

TEST_P(TatClockTest, ListsGoPageByPageAndWhatWaitsByItsDeadline) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(Submitted());
    clock_.Advance(minutes(1));
  }
  ASSERT_TRUE(Start(ids[2]));
  ASSERT_TRUE(Conclude(Conclusion(ids[2])));
  const auto all = [&](const Caller& caller, auto request, auto response, const char* name) {
    std::vector<std::string> heard;
    request.set_page_size(2);
    do {
      const auto page = Call<decltype(response)>(name, caller, request);
      EXPECT_TRUE(page) << page.error().Text(Language::kEnglish);
      if (!page) break;
      for (const auto& each : page->tat_requests()) heard.push_back(each.tat_request_id());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return heard;
  };
  v1::ListTatRequestsRequest list;
  EXPECT_THAT(all(Police(), list, v1::ListTatRequestsResponse(), "ListTatRequests"),
              ElementsAre(ids[4], ids[3], ids[2], ids[1], ids[0]));
  list.set_state(v1::TAT_STATE_SUBMITTED);
  EXPECT_THAT(all(Team(), list, v1::ListTatRequestsResponse(), "ListTatRequests"),
              ElementsAre(ids[4], ids[3], ids[1], ids[0]));
  const v1::ListWaitingTatRequestsRequest waiting;
  EXPECT_THAT(all(Team(), waiting, v1::ListWaitingTatRequestsResponse(), "ListWaitingTatRequests"),
              ElementsAre(ids[0], ids[1], ids[3], ids[4]));
  EXPECT_THAT(
      all(Police(), waiting, v1::ListWaitingTatRequestsResponse(), "ListWaitingTatRequests"),
      IsEmpty());
}

TEST_P(TatClockTest, WhatCannotBeToldHoldsUpNothingElseAndIsTriedAgain) {
  const std::string first = Submitted();
  const std::string second = Submitted();
  clock_.Advance(hours(96));
  const auto renumber = [&](std::int64_t revision) {
    const Status done = truth().Transact(Soon(), [&](Transaction& tx) {
      tx.Execute(Statement{"UPDATE outbox SET revision = $2 WHERE subject = $1"},
                 {"tat-requests/" + first, revision});
      return Status::Ok();
    });
    ASSERT_TRUE(done) << done.error().cause();
  };
  renumber(2);  // the number of the event that is to come is taken
  EXPECT_FALSE(tat_->FireDue());
  EXPECT_EQ(TatEvents(second).back(), "TatRequestReminded");
  renumber(1);
  EXPECT_EQ(Fire(*tat_), 1);
  EXPECT_EQ(TatEvents(first).back(), "TatRequestReminded");
}

INSTANTIATE_TEST_SUITE_P(Every, TatClockTest, ::testing::Bool(), TatTest::Name);

}  // namespace
}  // namespace sinergi::tat
