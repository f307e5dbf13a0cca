// Lists in pages, and what page tokens are good for.
#include <limits>
#include <set>

#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

class ReferralsListTest : public ReferralsTest {
 protected:
  static v1::ListReferralsRequest Page(std::int32_t size, const std::string& token = "") {
    v1::ListReferralsRequest request;
    request.set_page_size(size);
    request.set_page_token(token);
    return request;
  }

  Result<v1::ListReferralsResponse> List(const v1::ListReferralsRequest& request,
                                         const Caller& caller) const {
    return Invoke<v1::ListReferralsResponse>("ListReferrals", caller, request);
  }
  Result<v1::ListReferralsResponse> List(const v1::ListReferralsRequest& request) const {
    return List(request, agent());
  }

  // The token of a second page.
  std::string Token() {
    Drafted();
    Drafted();
    const auto first = List(Page(1));
    EXPECT_TRUE(first);
    return first ? first->next_page_token() : "";
  }

  void ExpectRefused(const v1::ListReferralsRequest& request, const Caller& caller,
                     const std::string& violation) const {
    const auto listed = List(request, caller);
    ASSERT_FALSE(listed);
    EXPECT_EQ(listed.error().code(), ErrorCode::kInvalidArgument);
    EXPECT_THAT(Violations(listed.error()), ElementsAre(violation));
  }
};

TEST_F(ReferralsListTest, TheNewestComesFirst) {
  const std::string older = Drafted();
  clock_.Advance(std::chrono::seconds(1));
  const std::string newer = Drafted();
  const auto listed = List(Page(0));
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->referrals_size(), 2);
  EXPECT_EQ(listed->referrals(0).referral_id(), newer);
  EXPECT_EQ(listed->referrals(1).referral_id(), older);
  EXPECT_EQ(listed->next_page_token(), "");
}

TEST_F(ReferralsListTest, NoRowIsTwiceOrMissingWhileNewOnesAreMade) {
  std::set<std::string> wanted;
  for (int i = 0; i < 9; ++i) {
    wanted.insert(Drafted());
    if (i % 3 == 2) clock_.Advance(std::chrono::seconds(1));
  }
  std::multiset<std::string> got;
  auto page = Page(2);
  do {
    const auto listed = List(page);
    ASSERT_TRUE(listed);
    EXPECT_LE(listed->referrals_size(), 2);
    for (const auto& referral : listed->referrals()) got.insert(referral.referral_id());
    page.set_page_token(listed->next_page_token());
    Drafted();
    clock_.Advance(std::chrono::seconds(1));
  } while (!page.page_token().empty());
  EXPECT_EQ(got, std::multiset<std::string>(wanted.begin(), wanted.end()));
}

TEST_F(ReferralsListTest, HasWhatTheCallerMaySeeInTheStateAskedFor) {
  Drafted();
  const std::string sent = Sent();
  auto page = Page(0);
  EXPECT_EQ(List(page)->referrals_size(), 2);
  EXPECT_EQ(List(page, clinician())->referrals_size(), 1);
  EXPECT_EQ(List(page, Officer(kBabel))->referrals_size(), 1);
  EXPECT_EQ(List(page, Officer(kPalopo))->referrals_size(), 0);
  page.set_state(v1::REFERRAL_STATE_SENT);
  const auto listed = List(page);
  ASSERT_EQ(listed->referrals_size(), 1);
  EXPECT_EQ(listed->referrals(0).referral_id(), sent);
}

TEST_F(ReferralsListTest, AnUnknownStateIsRefused) {
  auto page = Page(0);
  page.set_state(static_cast<v1::ReferralState>(77));
  ExpectRefused(page, agent(), "state VALUE_UNKNOWN");
}

TEST_F(ReferralsListTest, ATokenIsForItsCallerAndItsFilterOnly) {
  const std::string token = Token();
  ASSERT_NE(token, "");
  EXPECT_TRUE(List(Page(1, token)));
  ExpectRefused(Page(1, token), Officer(kPangkalpinang), "page_token PAGE_TOKEN_INVALID");
  auto filtered = Page(1, token);
  filtered.set_state(v1::REFERRAL_STATE_DRAFT);
  ExpectRefused(filtered, agent(), "page_token PAGE_TOKEN_INVALID");
  v1::ListFacilitiesRequest facilities;
  facilities.set_page_token(token);
  EXPECT_EQ(ReasonOf(Invoke<v1::ListFacilitiesResponse>("ListFacilities", agent(), facilities)),
            "PAGE_TOKEN_INVALID");
}

TEST_F(ReferralsListTest, ATokenExpires) {
  const std::string token = Token();
  clock_.Advance(settings_.page_token_lifetime - std::chrono::milliseconds(1));
  EXPECT_TRUE(List(Page(1, token)));
  clock_.Advance(std::chrono::milliseconds(1));
  ExpectRefused(Page(1, token), agent(), "page_token PAGE_TOKEN_EXPIRED");
}

TEST_F(ReferralsListTest, ATokenThatWasChangedIsRefused) {
  const std::string token = Token();
  for (std::size_t place = 0; place + 1 < token.size(); place += 5) {
    std::string changed = token;
    changed[place] = changed[place] == 'A' ? 'B' : 'A';
    ExpectRefused(Page(1, changed), agent(), "page_token PAGE_TOKEN_INVALID");
  }
  ExpectRefused(Page(1, token + "A"), agent(), "page_token PAGE_TOKEN_INVALID");
  ExpectRefused(Page(1, "nonsense"), agent(), "page_token PAGE_TOKEN_INVALID");
}

TEST_F(ReferralsListTest, ATokenTellsNothing) {
  const std::string token = Token();
  EXPECT_EQ(token.find(Texts(*sqlite_, "SELECT referral_id FROM referrals").front()),
            std::string::npos);
}

TEST_F(ReferralsListTest, AHugePageIsMadeSmallerAndANegativeOneRefused) {
  for (int i = 0; i < 200; ++i) Register(kPalopo, "Klinik " + std::to_string(i));
  v1::ListFacilitiesRequest request;
  request.set_page_size(std::numeric_limits<std::int32_t>::max());
  const auto first = Invoke<v1::ListFacilitiesResponse>("ListFacilities", agent(), request);
  ASSERT_TRUE(first);
  EXPECT_EQ(first->facilities_size(), 200);
  request.set_page_token(first->next_page_token());
  const auto second = Invoke<v1::ListFacilitiesResponse>("ListFacilities", agent(), request);
  ASSERT_TRUE(second);
  EXPECT_EQ(second->facilities_size(), 2);
  ExpectRefused(Page(-1), agent(), "page_size VALUE_OUT_OF_RANGE");
  EXPECT_TRUE(List(Page(std::numeric_limits<std::int32_t>::max())));
}

TEST_F(ReferralsListTest, FacilitiesAreFoundByAreaAndOffice) {
  v1::ListFacilitiesRequest request;
  const auto names = [&] {
    std::vector<std::string> found;
    const auto listed = Invoke<v1::ListFacilitiesResponse>("ListFacilities", agent(), request);
    EXPECT_TRUE(listed);
    for (const auto& facility : listed->facilities()) found.push_back(facility.name());
    return found;
  };
  EXPECT_THAT(names(), ElementsAre("Klinik Pratama Ciamis", "Unit IBM Air Mesu Timur"));
  request.set_area_code("19");
  EXPECT_THAT(names(), ElementsAre("Unit IBM Air Mesu Timur"));
  request.set_area_code("19.04.02");
  EXPECT_THAT(names(), ElementsAre("Unit IBM Air Mesu Timur"));
  request.set_area_code("32.07");
  EXPECT_THAT(names(), ElementsAre("Klinik Pratama Ciamis"));
  request.set_area_code("");
  request.set_office(kCiamis);
  EXPECT_THAT(names(), ElementsAre("Klinik Pratama Ciamis"));
}

}  // namespace
}  // namespace sinergi::referrals
