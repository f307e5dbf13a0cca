// A receiver that says nothing: it is reminded, then everybody is told, then the office above sees
// it.
#include <latch>
#include <thread>

#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Urgent, by the policy that is delivered: an answer within 24 h, reminded 6 h before, escalated
// 12 h after.
class ReferralsDueTest : public ReferralsTest {
 protected:
  // A little after: two changes at the same moment are a microsecond apart.
  void GoTo(Instant time) { clock_.Advance(time - clock_.Now() + std::chrono::milliseconds(1)); }

  std::int64_t Fire() const {
    const auto fired = service_->FireDue();
    EXPECT_TRUE(fired) << fired.error().cause();
    return fired ? *fired : -1;
  }

  std::vector<std::string> OfficesOf(const std::string& id, const std::string& type) const {
    return Texts(*sqlite_, "SELECT offices FROM outbox WHERE subject = 'referrals/" + id +
                               "' AND type LIKE '%" + type + "'");
  }

  // What waits for whom, as the sequence of ids.
  std::vector<std::string> Waiting(const Caller& caller, int size = 0,
                                   std::string* token = nullptr) const {
    v1::ListWaitingReferralsRequest request;
    request.set_page_size(size);
    if (token != nullptr) request.set_page_token(*token);
    const auto page =
        Invoke<v1::ListWaitingReferralsResponse>("ListWaitingReferrals", caller, request);
    if (!page) return {ReasonOf(page)};
    if (token != nullptr) *token = page->next_page_token();
    std::vector<std::string> ids;
    for (const auto& referral : page->referrals()) ids.push_back(referral.referral_id());
    return ids;
  }

  void Restart() {
    service_.reset();
    publisher_.reset();
    log_publisher_.reset();
    log_.reset();
    vault_.reset();
    database_.reset();
    sqlite_.reset();
    keys_.reset();
    OpenSeams();
    Build();
  }
};

TEST_F(ReferralsDueTest, WhoSaysNothingIsRemindedThenOverdueThenEscalated) {
  const std::string id = Sent();
  const Instant sent = clock_.Now();
  const auto due = Get(id, clinician())->referral();
  EXPECT_EQ(due.due_goal(), v1::DUE_GOAL_ANSWER);
  EXPECT_EQ(due.due_time().seconds(), 1'772'600'000 + 24 * 3600);
  GoTo(sent + hours(18) - minutes(1));
  EXPECT_EQ(Fire(), 0);
  GoTo(sent + hours(18));
  EXPECT_EQ(Fire(), 1);
  EXPECT_EQ(Fire(), 0) << "once";
  EXPECT_THAT(OfficesOf(id, "ReferralReminded"), ElementsAre(kCiamis));
  GoTo(sent + hours(24));
  EXPECT_EQ(Fire(), 1);
  EXPECT_THAT(OfficesOf(id, "ReferralOverdue"),
              ElementsAre("BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL"));
  EXPECT_EQ(ReasonOf(Get(id, Officer("BNNP-JABAR"))), "REFERRAL_NOT_FOUND");
  GoTo(sent + hours(36));
  EXPECT_EQ(Fire(), 1);
  EXPECT_THAT(OfficesOf(id, "ReferralEscalated"),
              ElementsAre("BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL,BNNP-JABAR"));
  EXPECT_EQ(ReasonOf(Get(id, Officer("BNNP-JABAR"))), "OK");
  GoTo(sent + hours(1000));
  EXPECT_EQ(Fire(), 0);
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ReferralSent", "ReferralReminded",
                                        "ReferralOverdue", "ReferralEscalated"));
  EXPECT_THAT(Texts(*sqlite_,
                    "SELECT action || ' ' || purpose FROM evidence WHERE caller = "
                    "'clock' ORDER BY id"),
              ElementsAre("referrals.remind answer", "referrals.overdue answer",
                          "referrals.escalate answer"));
}

TEST_F(ReferralsDueTest, WhatPassedWhileNothingRanIsToldAfterARestartInItsOrder) {
  const std::string id = Sent();
  clock_.Advance(hours(1000));
  Restart();
  EXPECT_EQ(Fire() + Fire() + Fire() + Fire(), 3);
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ReferralSent", "ReferralReminded",
                                        "ReferralOverdue", "ReferralEscalated"));
}

TEST_F(ReferralsDueTest, WhoAnswersInTimeHearsNothing) {
  const std::string id = Sent();
  clock_.Advance(hours(17));
  ASSERT_TRUE(Reject(Rejection(id)));
  EXPECT_FALSE(Get(id, agent())->referral().has_due_time());
  clock_.Advance(hours(1000));
  EXPECT_EQ(Fire(), 0);
  EXPECT_THAT(EventsOf(id), ElementsAre("ReferralCreated", "ReferralSent", "ReferralRejected"));
}

TEST_F(ReferralsDueTest, EachStepOwesTheNextAndAPauseItsEnd) {
  const std::string id = Sent();
  const auto owes = [&] {
    const auto referral = Get(id, agent())->referral();
    return v1::DueGoal_Name(referral.due_goal()).substr(9) + " " +
           std::to_string(
               (referral.due_time().seconds() - ToMicroseconds(clock_.Now()) / 1'000'000) / 3600);
  };
  const auto step = [&](const char* name, auto request) {
    clock_.Advance(hours(1));
    const auto done = InvokeBytes(name, clinician(), request);
    EXPECT_TRUE(done) << name;
  };
  EXPECT_EQ(owes(), "ANSWER 24");
  step("ReceiveReferral", About<v1::ReceiveReferralRequest>(id));
  EXPECT_EQ(owes(), "ANSWER 23") << "to have seen it is no answer";
  step("AcceptReferral", About<v1::AcceptReferralRequest>(id));
  EXPECT_EQ(owes(), "CONTACT 48");
  step("StartReferral", About<v1::StartReferralRequest>(id));
  EXPECT_EQ(owes().substr(0, 7), "OUTCOME");
  auto hold = About<v1::HoldReferralRequest>(id);
  hold.set_reason(v1::HOLD_REASON_HEALTH);
  step("HoldReferral", hold);
  EXPECT_EQ(owes().substr(0, 10), "RESUMPTION");
  EXPECT_THAT(Waiting(clinician()), ElementsAre(id));
  step("ResumeReferral", About<v1::ResumeReferralRequest>(id));
  auto cancel = About<v1::CancelReferralRequest>(id);
  cancel.set_reason(v1::CANCELLATION_REASON_SERVED_ELSEWHERE);
  ASSERT_TRUE(InvokeBytes("CancelReferral", agent(), cancel));
  EXPECT_EQ(owes(), "CANCELLATION 24");
  EXPECT_EQ(Count("SELECT count(*) FROM referral_deadlines"), 1);
  step("ConfirmCancellation", About<v1::ConfirmCancellationRequest>(id));
  EXPECT_EQ(Count("SELECT count(*) FROM referral_deadlines"), 0);
}

TEST_F(ReferralsDueTest, APauseThatNobodyEndsIsRemindedOfOverdueAndEscalated) {
  const std::string id = Accepted();
  const auto step = [&](const char* name, auto request) {
    ASSERT_TRUE(InvokeBytes(name, clinician(), request)) << name;
  };
  auto hold = About<v1::HoldReferralRequest>(id);
  hold.set_reason(v1::HOLD_REASON_HEALTH);
  step("StartReferral", About<v1::StartReferralRequest>(id));
  step("HoldReferral", hold);
  step("ResumeReferral", About<v1::ResumeReferralRequest>(id));
  clock_.Advance(hours(24 * 14));
  EXPECT_EQ(Fire(), 0) << "what was paused goes on, and its outcome is not due yet";
  hold.set_request_id(NewId());
  step("HoldReferral", hold);
  clock_.Advance(hours(24 * 14));  // five working days, urgent
  EXPECT_EQ(Fire() + Fire() + Fire() + Fire(), 3);
  const auto events = EventsOf(id);
  EXPECT_THAT(std::vector(events.end() - 3, events.end()),
              ElementsAre("ReferralReminded", "ReferralOverdue", "ReferralEscalated"));
  step("ResumeReferral", About<v1::ResumeReferralRequest>(id));
  EXPECT_EQ(Get(id, agent())->referral().due_goal(), v1::DUE_GOAL_OUTCOME);
}

// Two times that end with the same day are due at the same moment.
TEST_F(ReferralsDueTest, WhatIsOwedAnewForTheSameDayIsRemindedOfAgain) {
  std::string rules = "valid_from,priority,goal,within,remind_before,escalate_after\n";
  for (const char* priority : {"routine", "urgent"}) {
    for (const char* goal : {"answer", "contact", "outcome", "cancellation", "resumption"}) {
      rules += std::string("2020-01-01,") + priority + "," + goal + ",1d,40h,1d\n";
    }
  }
  std::filesystem::copy(reference_, folder_ / "policy");
  reference_ = folder_ / "policy";
  std::ofstream(reference_ / "deadlines.csv") << rules;
  std::ofstream(reference_ / "holidays.csv") << "day,name\n";
  Restart();
  const std::string id = Accepted();
  const auto step = [&](const char* name, auto request) {
    ASSERT_TRUE(InvokeBytes(name, clinician(), request)) << name;
  };
  step("StartReferral", About<v1::StartReferralRequest>(id));
  const auto due = Get(id, agent())->referral().due_time().seconds();
  clock_.Advance(std::chrono::milliseconds(1));
  EXPECT_EQ(Fire(), 1) << "at once: it is due sooner than it is reminded of";
  auto hold = About<v1::HoldReferralRequest>(id);
  hold.set_reason(v1::HOLD_REASON_HEALTH);
  step("HoldReferral", hold);
  step("ResumeReferral", About<v1::ResumeReferralRequest>(id));
  ASSERT_EQ(Get(id, agent())->referral().due_time().seconds(), due);
  clock_.Advance(std::chrono::milliseconds(1));
  EXPECT_EQ(Fire(), 1);
  EXPECT_EQ(Fire(), 0);
  EXPECT_EQ(EventsOf(id).back(), "ReferralReminded");
}

TEST_F(ReferralsDueTest, ManyClocksTellEachThingOnce) {
  constexpr int kReferrals = 20;
  constexpr int kClocks = 4;
  for (int i = 0; i < kReferrals; ++i) Sent();
  GoTo(clock_.Now() + hours(18));
  std::latch ready(kClocks);
  {
    std::vector<std::jthread> clocks;
    for (int i = 0; i < kClocks; ++i) {
      clocks.emplace_back([&] {
        ready.arrive_and_wait();
        EXPECT_TRUE(service_->FireDue());
      });
    }
  }
  EXPECT_EQ(Count("SELECT count(*) FROM outbox WHERE type LIKE '%ReferralReminded'"), kReferrals);
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE action = 'referrals.remind'"), kReferrals);
  EXPECT_EQ(Count("SELECT count(*) FROM referral_deadlines WHERE stage = 2"), kReferrals);
}

TEST_F(ReferralsDueTest, WhatWaitsIsOrderedByWhenItIsDue) {
  auto routine = NewReferral();
  routine.set_priority(v1::REFERRAL_PRIORITY_ROUTINE);
  const std::string later = Create(routine)->referral().referral_id();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(later)));
  const std::string soon = Sent();
  clock_.Advance(minutes(1));
  const std::string next = Sent();
  EXPECT_THAT(Waiting(clinician()), ElementsAre(soon, next, later));
  EXPECT_THAT(Waiting(Officer(kCiamis)), ElementsAre(soon, next, later)) << "of its facilities";
  EXPECT_THAT(Waiting(agent()), IsEmpty());
  EXPECT_THAT(Waiting(Officer(kPangkalpinang)), IsEmpty()) << "they wait for the other side";
  std::string token;
  EXPECT_THAT(Waiting(clinician(), 2, &token), ElementsAre(soon, next));
  EXPECT_THAT(Waiting(clinician(), 2, &token), ElementsAre(later));
  EXPECT_EQ(token, "");
  ASSERT_TRUE(Reject(Rejection(soon)));
  EXPECT_THAT(Waiting(clinician()), ElementsAre(next, later));
}

TEST_F(ReferralsDueTest, WhatCannotBeToldHoldsUpNothingElseAndIsToldLater) {
  const std::string lost = Sent();
  const std::string id = Sent();
  ASSERT_TRUE(sqlite_->Transact(Soon(), [&](Transaction& tx) {
    tx.Execute(Statement{"DELETE FROM referral_viewers WHERE referral_id = $1"}, {lost});
    return Status::Ok();
  }));
  GoTo(clock_.Now() + hours(18));
  EXPECT_FALSE(service_->FireDue());
  EXPECT_EQ(EventsOf(id).back(), "ReferralReminded");
  ASSERT_TRUE(sqlite_->Transact(Soon(), [&](Transaction& tx) {
    tx.Execute(Statement{"INSERT INTO referral_viewers (viewer, created_at, referral_id) "
                         "SELECT 'facility:' || receiver_facility, created_at, referral_id "
                         "FROM referrals WHERE referral_id = $1"},
               {lost});
    return Status::Ok();
  }));
  EXPECT_EQ(Fire(), 1);
  EXPECT_EQ(EventsOf(lost).back(), "ReferralReminded");
}

}  // namespace
}  // namespace sinergi::referrals
