// Lists with a filter.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

// What a filter lets through, page by page.
class ReferralsFilterTest : public ReferralsTest {
 protected:
  Result<v1::ListReferralsResponse> List(const std::string& filter, int size = 0,
                                         const std::string& token = "") const {
    v1::ListReferralsRequest request;
    request.set_filter(filter);
    request.set_page_size(size);
    request.set_page_token(token);
    return Invoke<v1::ListReferralsResponse>("ListReferrals", agent(), request);
  }

  // All pages' ids, and how many pages there were.
  std::pair<std::vector<std::string>, int> All(const std::string& filter, int size) const {
    std::vector<std::string> ids;
    std::string token;
    int pages = 0;
    do {
      const auto page = List(filter, size, token);
      EXPECT_TRUE(page) << page.error().Text(Language::kEnglish);
      if (!page) break;
      for (const auto& each : page->referrals()) ids.push_back(each.referral_id());
      token = page->next_page_token();
      ++pages;
    } while (!token.empty());
    return {ids, pages};
  }

  std::string In(const std::string& area, v1::ReferralPriority priority) {
    clock_.Advance(std::chrono::milliseconds(1));
    auto request = NewReferral();
    request.set_area_code(area);
    request.set_priority(priority);
    const auto made = Create(request);
    EXPECT_TRUE(made) << made.error().Text(Language::kEnglish);
    return made ? made->referral().referral_id() : "";
  }
};

TEST_F(ReferralsFilterTest, LetsThroughWhatPassesByStateAreaAndWhateverElse) {
  const std::string far = In("32.07.03.2008", v1::REFERRAL_PRIORITY_ROUTINE);
  const std::string near = In(kAirMesuTimur, v1::REFERRAL_PRIORITY_URGENT);
  clock_.Advance(std::chrono::milliseconds(1));
  const std::string sent = Sent();
  EXPECT_THAT(All("", 0).first, ::testing::ElementsAre(sent, near, far));
  EXPECT_THAT(All("state = SENT", 0).first, ::testing::ElementsAre(sent));
  EXPECT_THAT(All("state = DRAFT", 0).first, ::testing::ElementsAre(near, far));
  EXPECT_THAT(All("area_code:32", 0).first, ::testing::ElementsAre(far));
  EXPECT_THAT(All("area_code:32.07.03", 0).first, ::testing::ElementsAre(far));
  EXPECT_THAT(All("area_code:19.04.02 AND state = SENT", 0).first, ::testing::ElementsAre(sent));
  EXPECT_THAT(All("priority = ROUTINE", 0).first, ::testing::ElementsAre(far));
  EXPECT_THAT(All("state = SENT OR area_code:32", 0).first, ::testing::ElementsAre(sent, far));
  EXPECT_THAT(All("NOT due_time:*", 0).first, ::testing::ElementsAre(near, far));
  EXPECT_THAT(All("receiver_office = " + kCiamis + " AND send_time:*", 0).first,
              ::testing::ElementsAre(sent));
}

TEST_F(ReferralsFilterTest, TwoStatesThatContradictEachOtherLetNothingThrough) {
  Sent();
  v1::ListReferralsRequest request;
  request.set_state(v1::REFERRAL_STATE_SENT);
  request.set_filter("state = ACCEPTED");
  const auto got = Invoke<v1::ListReferralsResponse>("ListReferrals", agent(), request);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->referrals_size(), 0);
}

TEST_F(ReferralsFilterTest, AStateIsThatOfNowHoweverItCameToBe) {
  const std::string id = Sent();
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  EXPECT_THAT(All("state = SENT", 0).first, ::testing::IsEmpty());
  EXPECT_THAT(All("state = ACCEPTED", 0).first, ::testing::ElementsAre(id));
  v1::ListReferralsRequest request;
  request.set_state(v1::REFERRAL_STATE_ACCEPTED);
  for (const Caller& caller : {clinician(), Officer(kCiamis), Officer(kBabel)}) {
    const auto got = Invoke<v1::ListReferralsResponse>("ListReferrals", caller, request);
    ASSERT_TRUE(got);
    EXPECT_EQ(got->referrals_size(), 1) << caller.subject;
  }
  EXPECT_EQ(
      Count("SELECT count(*) FROM referral_viewers AS v JOIN referrals AS r ON r.referral_id = "
            "v.referral_id WHERE v.state <> r.state"),
      0);
}

TEST_F(ReferralsFilterTest, PagesGoOnWithoutGapOrRepeatWhateverPasses) {
  std::vector<std::string> urgent;
  for (int i = 0; i < 30; ++i) {
    const bool is_urgent = i % 3 == 0;
    const std::string id =
        In(kAirMesuTimur, is_urgent ? v1::REFERRAL_PRIORITY_URGENT : v1::REFERRAL_PRIORITY_ROUTINE);
    if (is_urgent) urgent.insert(urgent.begin(), id);
  }
  for (const int size : {1, 3, 7, 10, 50}) {
    EXPECT_EQ(All("priority = URGENT", size).first, urgent) << size;
    EXPECT_EQ(All("area_code:19.04.02.2020 AND priority = URGENT", size).first, urgent) << size;
  }
}

constexpr Statement kCopy{R"sql(
  INSERT INTO referrals (referral_id, reference, state, sender_office, receiver_facility,
    receiver_office, region, service, priority, person_id, created_at, updated_at, revision)
  SELECT $1, reference, 1, sender_office, receiver_facility, receiver_office, region, service, 2,
    $1, created_at + $2, updated_at, 1
  FROM referrals WHERE referral_id = $3)sql"};
constexpr Statement kCopyViewer{R"sql(
  INSERT INTO referral_viewers (viewer, created_at, referral_id, state)
  SELECT $2, created_at, referral_id, 1 FROM referrals WHERE referral_id = $1)sql"};

TEST_F(ReferralsFilterTest, APageLooksAtNoMoreThanALimitAndTheListGoesOn) {
  const std::string oldest = In(kAirMesuTimur, v1::REFERRAL_PRIORITY_ROUTINE);
  ASSERT_TRUE(sqlite_->Transact(Soon(), [&](Transaction& tx) {
    tx.Execute(Statement{"DROP INDEX referrals_reference_key"}, {});
    for (int i = 0; i < 1200; ++i) {
      const std::string id = NewId();
      tx.Execute(kCopy, {id, std::int64_t{1 + i}, oldest});
      tx.Execute(kCopyViewer, {id, "facility:" + sender_});
    }
    return Status::Ok();
  }));
  const auto first = List("priority = ROUTINE", 5);
  ASSERT_TRUE(first) << first.error().cause();
  EXPECT_EQ(first->referrals_size(), 0);
  ASSERT_NE(first->next_page_token(), "");
  const auto [ids, pages] = All("priority = ROUTINE", 5);
  EXPECT_THAT(ids, ::testing::ElementsAre(oldest));
  EXPECT_EQ(pages, 5);
}

TEST_F(ReferralsFilterTest, WhatCannotBeReadIsRefusedAndAPageOfOneFilterIsNoneOfAnother) {
  EXPECT_THAT(Violations(List("nik = 1").error()),
              ::testing::ElementsAre("filter FILTER_FIELD_UNKNOWN"));
  EXPECT_THAT(Violations(List("state = (").error()),
              ::testing::ElementsAre("filter FILTER_MALFORMED"));
  Drafted();
  Drafted();
  const auto page = List("state = DRAFT", 1);
  ASSERT_TRUE(page);
  EXPECT_THAT(Violations(List("state != SENT", 1, page->next_page_token()).error()),
              ::testing::ElementsAre("page_token PAGE_TOKEN_INVALID"));
}

}  // namespace
}  // namespace sinergi::referrals
