// A person's NIK: what is found by it, and what of it is doubted.
#include <atomic>
#include <latch>
#include <thread>

#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

using ReferralsNikTest = ReferralsTest;

TEST_F(ReferralsNikTest, ANikFindsThePersonsReferralsThatOneMaySee) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  const std::string first = Create(request)->referral().referral_id();
  request.set_request_id(NewId());
  clock_.Advance(std::chrono::hours(1));
  const std::string second = Create(request)->referral().referral_id();
  Drafted();  // of somebody else
  v1::FindReferralsByNikRequest find;
  find.set_nik("9901014507850001");
  const auto ids = [&](const Caller& caller) {
    const auto found = Invoke<v1::FindReferralsByNikResponse>("FindReferralsByNik", caller, find);
    std::vector<std::string> all;
    for (const auto& referral : found->referrals()) all.push_back(referral.referral_id());
    return all;
  };
  EXPECT_THAT(ids(agent()), ElementsAre(second, first));
  EXPECT_THAT(ids(clinician()), ElementsAre()) << "drafts are the sender's";
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(first)));
  EXPECT_THAT(ids(clinician()), ElementsAre(first));
  EXPECT_THAT(Texts(*sqlite_,
                    "SELECT subject || ' ' || purpose FROM evidence "
                    "WHERE action = 'referrals.find_by_nik'"),
              ::testing::UnorderedElementsAre("referrals/" + first + " FOUND",
                                              "referrals/" + second + " FOUND", " NOTHING_FOUND",
                                              "referrals/" + first + " FOUND"));
  find.set_nik("99");
  EXPECT_THAT(
      Violations(
          Invoke<v1::FindReferralsByNikResponse>("FindReferralsByNik", agent(), find).error()),
      ElementsAre("nik NIK_MALFORMED"));
}

TEST_F(ReferralsNikTest, OnlyWhatIsToldIsRecordedAsFound) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  ASSERT_TRUE(Create(request));
  request.set_request_id(NewId());
  clock_.Advance(std::chrono::hours(1));
  const std::string newest = Create(request)->referral().referral_id();
  v1::FindReferralsByNikRequest find;
  find.set_nik("9901014507850001");
  find.set_page_size(1);
  const auto page = Invoke<v1::FindReferralsByNikResponse>("FindReferralsByNik", agent(), find);
  ASSERT_EQ(page->referrals_size(), 1);
  EXPECT_NE(page->next_page_token(), "");
  EXPECT_THAT(
      Texts(*sqlite_, "SELECT subject FROM evidence WHERE action = 'referrals.find_by_nik'"),
      ElementsAre("referrals/" + newest));
}

TEST_F(ReferralsNikTest, WhoIsOnTheirWayIsNotSentAgainByAccident) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  const auto live = Create(request)->referral();
  request.set_request_id(NewId());
  const std::string second = Create(request)->referral().referral_id();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(live.referral_id())));
  auto send = About<v1::SendReferralRequest>(second);
  auto expected = RowsOfAllTables();
  ++expected["evidence"];  // that the agent learnt it
  const auto refused = Send(send);
  EXPECT_EQ(ReasonOf(refused), "PERSON_HAS_LIVE_REFERRAL");
  EXPECT_EQ(refused.error().Variable("live"), live.reference());
  EXPECT_EQ(RowsOfAllTables(), expected);
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE subject = 'referrals/" + second +
                  "' AND purpose = 'ALREADY_ON_THEIR_WAY'"),
            1);
  send.set_second_reason(v1::SECOND_REFERRAL_REASON_ANOTHER_SERVICE);
  EXPECT_TRUE(Send(send));
  EXPECT_EQ(Count("SELECT count(*) FROM evidence WHERE action = 'referrals.send' AND purpose = "
                  "'ANOTHER_SERVICE'"),
            1);
}

TEST_F(ReferralsNikTest, WhoSeesTheLiveReferralAndMayNotKnowItsPersonIsNotToldWhich) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  const auto live = Create(request)->referral();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(live.referral_id())));
  const Caller officer = Officer(kBabel);  // whose office serves the area
  ASSERT_EQ(ReasonOf(Get(live.referral_id(), officer)), "OK");
  request.clear_sender_facility_id();
  request.set_request_id(NewId());
  const auto made = Invoke<v1::CreateReferralResponse>("CreateReferral", officer, request);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const auto refused = Invoke<v1::SendReferralResponse>(
      "SendReferral", officer, About<v1::SendReferralRequest>(made->referral().referral_id()));
  EXPECT_EQ(ReasonOf(refused), "PERSON_HAS_ANOTHER_REFERRAL");
  EXPECT_EQ(refused.error().Variable("live"), "");
}

TEST_F(ReferralsNikTest, WhoDoesNotSeeTheLiveReferralIsNotToldWhich) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  const auto live = Create(request)->referral();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(live.referral_id())));
  const std::string other = Register(kPalopo, "Unit IBM lain");
  auto theirs = ReferralRequest(other, Register(kPalopo, "Klinik lain"));
  theirs.mutable_person()->set_nik("9901014507850001");
  const auto agent = Agent(other);
  const auto made = Invoke<v1::CreateReferralResponse>("CreateReferral", agent, theirs);
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const auto refused = Invoke<v1::SendReferralResponse>(
      "SendReferral", agent, About<v1::SendReferralRequest>(made->referral().referral_id()));
  EXPECT_EQ(ReasonOf(refused), "PERSON_HAS_ANOTHER_REFERRAL");
  EXPECT_EQ(refused.error().Text(Language::kEnglish).find(live.reference()), std::string::npos);
}

TEST_F(ReferralsNikTest, WhoseReferralIsOverMayBeSentAgain) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  for (int i = 0; i < 3; ++i) {
    request.set_request_id(NewId());
    const std::string id = Create(request)->referral().referral_id();
    ASSERT_TRUE(Send(About<v1::SendReferralRequest>(id)));
    ASSERT_TRUE(Reject(Rejection(id)));
  }
  EXPECT_EQ(Count("SELECT count(*) FROM live_referrals"), 0);
}

TEST_F(ReferralsNikTest, OfTwoThatAreSentAtTheSameMomentOneIs) {
  constexpr int kSends = 8;
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  std::vector<std::string> drafts;
  for (int i = 0; i < kSends; ++i) {
    request.set_request_id(NewId());
    drafts.push_back(Create(request)->referral().referral_id());
  }
  std::latch ready(kSends);
  std::atomic<int> sent = 0;
  {
    std::vector<std::jthread> threads;
    for (const std::string& id : drafts) {
      threads.emplace_back([&, id] {
        ready.arrive_and_wait();
        const auto done = Send(About<v1::SendReferralRequest>(id));
        if (done) ++sent;
        EXPECT_TRUE(done || ReasonOf(done) == "PERSON_HAS_LIVE_REFERRAL") << ReasonOf(done);
      });
    }
  }
  EXPECT_EQ(sent, 1);
}

TEST_F(ReferralsNikTest, WhatOfANikDoesNotFitIsAWarningAndNoRefusal) {
  auto request = NewReferral();
  v1::ReferralPerson& person = *request.mutable_person();
  person.set_nik("9901013102850001");  // 31 February
  person.set_birth_date("1985-02-28");
  person.set_sex(v1::SEX_FEMALE);
  const auto made = Create(request);
  ASSERT_TRUE(made);
  std::vector<std::string> reasons;
  for (const auto& warning : made->warnings()) reasons.push_back(warning.reason());
  EXPECT_THAT(reasons, ElementsAre("NIK_AREA_UNKNOWN", "NIK_DATE_IMPOSSIBLE",
                                   "NIK_BIRTH_DATE_DIFFERS", "NIK_SEX_DIFFERS"));
  const auto read = GetPerson(made->referral().referral_id(), agent());
  EXPECT_EQ(read->person().birth_date(), "1985-02-28");
  EXPECT_EQ(read->person().sex(), v1::SEX_FEMALE);
}

TEST_F(ReferralsNikTest, ANikThatFitsIsTakenWithoutAWarning) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("1904024512850001");
  request.mutable_person()->set_birth_date("1985-12-05");
  request.mutable_person()->set_sex(v1::SEX_FEMALE);
  EXPECT_EQ(Create(request)->warnings_size(), 0);
}

TEST_F(ReferralsNikTest, ABirthDateIsADayThatWas) {
  for (const char* day : {"1985-02-30", "2026-12-31", "1899-12-31", "kemarin"}) {
    auto request = NewReferral();
    request.mutable_person()->set_birth_date(day);
    const auto refused = Create(request);
    ASSERT_FALSE(refused) << day;
    EXPECT_THAT(Violations(refused.error()),
                ElementsAre("person.birth_date BIRTH_DATE_IMPOSSIBLE"));
  }
}

}  // namespace
}  // namespace sinergi::referrals
