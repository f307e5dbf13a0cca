// What is kept of answers: it makes reads fast and never hides a change or shows too much.
#include "tests/service/referrals_life_fixture.h"
#include "tests/support/forwarding_database.h"

namespace sinergi::referrals {
namespace {

using ::testing::SizeIs;

class ReferralsCacheTest : public ReferralsTest {
 protected:
  // What the server finds before it asks the database.
  template <class Response, class Request>
  std::optional<Response> Kept(const std::string& name, const Caller& caller,
                               const Request& request) {
    for (const RpcService::Method& method : service_->service().methods()) {
      if (!method.path.ends_with("/" + name)) continue;
      std::optional<std::string> answer;
      method.kept({method.path, caller, Soon(), TraceContext::New()}, request,
                  [&](std::optional<std::string> found) { answer = std::move(found); });
      if (!answer) return std::nullopt;
      Response response;
      EXPECT_TRUE(response.ParseFromString(*answer));
      return response;
    }
    std::abort();
  }

  std::optional<v1::GetReferralResponse> KeptReferral(const std::string& id, const Caller& caller) {
    v1::GetReferralRequest request;
    request.set_referral_id(id);
    return Kept<v1::GetReferralResponse>("GetReferral", caller, request);
  }

  Result<v1::ListFacilitiesResponse> List(const std::string& token, const Caller& caller) {
    v1::ListFacilitiesRequest request;
    request.set_office(kCiamis);
    request.set_page_size(1);
    request.set_page_token(token);
    return Invoke<v1::ListFacilitiesResponse>("ListFacilities", caller, request);
  }
};

TEST_F(ReferralsCacheTest, AReferralThatWasReadIsKeptForItsViewers) {
  const std::string id = Sent();
  EXPECT_FALSE(KeptReferral(id, agent()));
  const auto read = Get(id, agent());
  ASSERT_TRUE(read);
  for (const Caller& caller : {agent(), clinician()}) {
    const auto kept = KeptReferral(id, caller);
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->SerializeAsString(), read->SerializeAsString());
  }
}

TEST_F(ReferralsCacheTest, WhatIsKeptIsNotForOthers) {
  const std::string id = Sent();
  ASSERT_TRUE(Get(id, agent()));
  EXPECT_FALSE(KeptReferral(id, Officer("BNNK-PALOPO")));
  EXPECT_FALSE(KeptReferral(id, Caller()));
}

TEST_F(ReferralsCacheTest, ADraftThatIsKeptIsNotForTheReceiver) {
  const auto made = Create(NewReferral());
  ASSERT_TRUE(made);
  const std::string id = made->referral().referral_id();
  ASSERT_TRUE(Get(id, agent()));
  EXPECT_TRUE(KeptReferral(id, agent()));
  EXPECT_FALSE(KeptReferral(id, clinician()));
}

TEST_F(ReferralsCacheTest, AChangeIsNotHiddenByWhatWasKept) {
  const std::string id = Sent();
  ASSERT_TRUE(Get(id, agent()));
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  EXPECT_FALSE(KeptReferral(id, agent()));
  ASSERT_TRUE(Get(id, agent()));
  const auto kept = KeptReferral(id, agent());
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->referral().state(), v1::REFERRAL_STATE_ACCEPTED);
}

TEST_F(ReferralsCacheTest, ASlowReaderDoesNotBringBackWhatChangedMeanwhile) {
  const std::string id = Sent();
  ASSERT_TRUE(Get(id, agent()));
  const auto old = cache_.Get("referral:" + id);
  ASSERT_TRUE(old);
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  cache_.Put("referral:" + id, *old, std::chrono::minutes(5));
  EXPECT_FALSE(KeptReferral(id, agent()));
}

// Lets something happen before the query after so many.
class HookedDatabase final : public sinergi::testing::ForwardingDatabase {
 public:
  HookedDatabase(Database& inner, int after, std::function<void()> happens)
      : ForwardingDatabase(inner), left_(after), happens_(std::move(happens)) {}

  Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) override {
    if (left_-- == 0) happens_();
    return ForwardingDatabase::Query(terms, statement, std::move(parameters));
  }

 private:
  int left_;
  std::function<void()> happens_;
};

// Between any two queries of a read.
TEST_F(ReferralsCacheTest, WhoMissesAnOfferWhileItIsReadFindsNothingOfItKept) {
  const std::string other = Register(kPalopo, "Klinik Palopo");
  const Caller winner{"clinician@" + other, {"facility-officer"}, kPalopo, other, {}};
  for (int after = 0; after < 3; ++after) {
    SCOPED_TRACE(after);
    auto request = NewReferral();
    request.clear_receiver_facility_id();
    request.add_candidate_facility_ids(receiver_);
    request.add_candidate_facility_ids(other);
    const auto made = Create(request);
    ASSERT_TRUE(made);
    const std::string id = made->referral().referral_id();
    ASSERT_TRUE(Send(About<v1::SendReferralRequest>(id)));
    HookedDatabase hooked(*sqlite_, after, [&] {
      EXPECT_TRUE(Invoke<v1::AcceptReferralResponse>("AcceptReferral", winner,
                                                     About<v1::AcceptReferralRequest>(id)));
    });
    service_.reset();
    database_.emplace(hooked);
    Build();
    (void)Get(id, agent()).operator bool();
    EXPECT_FALSE(KeptReferral(id, clinician()));
    service_.reset();
    database_.emplace(*sqlite_);
    Build();
  }
}

TEST_F(ReferralsCacheTest, AChangeThatIsRefusedChangesNoAnswer) {
  const std::string id = Sent();
  ASSERT_TRUE(Get(id, agent()));
  auto request = About<v1::AcceptReferralRequest>(id);
  request.set_etag("v99");
  EXPECT_FALSE(Accept(request));
  const auto read = Get(id, agent());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->referral().state(), v1::REFERRAL_STATE_SENT);
}

TEST_F(ReferralsCacheTest, NothingKeptNamesThePerson) {
  const std::string id = Sent();
  ASSERT_TRUE(Get(id, agent()));
  const auto kept = cache_.Get("referral:" + id);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->bytes.find("Seseorang"), std::string::npos);
}

TEST_F(ReferralsCacheTest, AFacilityIsKept) {
  v1::GetFacilityRequest request;
  request.set_facility_id(receiver_);
  EXPECT_FALSE(Kept<v1::GetFacilityResponse>("GetFacility", agent(), request));
  ASSERT_TRUE(Invoke<v1::GetFacilityResponse>("GetFacility", agent(), request));
  const auto kept = Kept<v1::GetFacilityResponse>("GetFacility", agent(), request);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->facility().facility_id(), receiver_);
}

TEST_F(ReferralsCacheTest, ASearchShowsAFacilityAsSoonAsItIsRegistered) {
  const auto all = [&] {
    v1::ListFacilitiesRequest request;
    request.set_office(kCiamis);
    return Invoke<v1::ListFacilitiesResponse>("ListFacilities", agent(), request);
  };
  ASSERT_TRUE(all());  // begins an edition
  const auto before = all();
  ASSERT_TRUE(before);
  Register(kCiamis, "Klinik yang baru");
  const auto after = all();
  ASSERT_TRUE(after);
  EXPECT_THAT(after->facilities(), SizeIs(before->facilities_size() + 1));
}

TEST_F(ReferralsCacheTest, TheSamePageHasATokenOfItsOwnForEachCaller) {
  Register(kCiamis, "Klinik A");
  Register(kCiamis, "Klinik B");
  ASSERT_TRUE(List("", agent()));
  const auto mine = List("", agent());
  const auto theirs = List("", clinician());
  ASSERT_TRUE(mine);
  ASSERT_TRUE(theirs);
  EXPECT_TRUE(List(mine->next_page_token(), agent()));
  EXPECT_FALSE(List(mine->next_page_token(), clinician()));
  EXPECT_TRUE(List(theirs->next_page_token(), clinician()));
}

}  // namespace
}  // namespace sinergi::referrals
