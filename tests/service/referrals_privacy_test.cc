// Personal data is nowhere but in the vault's seals.
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

const std::string kName = "Qaswadi Zwijntjes";
const std::string kNik = "9901014507859917";
const std::string kPhone = "+62-811-5550-4711";
const std::string kNote = "gelisah sejak kehilangan kapal";
const std::string kRejectionNote = "menolak karena keluarga jauh";
const std::string kOutcomeNote = "pulih dan kembali melaut";
const std::string kObstacles = "perahunya bocor";

class ReferralsPrivacyTest : public ReferralsTest {
 protected:
  v1::CreateReferralRequest WithPerson() const {
    auto request = NewReferral();
    v1::ReferralPerson& person = *request.mutable_person();
    person.set_name(kName);
    person.set_nik(kNik);
    person.set_phone(kPhone);
    person.set_note(kNote);
    return request;
  }

  // One referral to its completion and one to its rejection, each call made twice, each person
  // read, everything published.
  void LiveTwice() {
    service_->StartWorkers(workers_);
    completed_ = SentTwice();
    const auto accept = About<v1::AcceptReferralRequest>(completed_);
    auto completion = Completion(completed_);
    completion.set_note(kOutcomeNote);
    completion.set_obstacles(kObstacles);
    rejected_ = SentTwice();
    auto rejection = Rejection(rejected_);
    rejection.set_reason(v1::REJECTION_REASON_OTHER);
    rejection.set_note(kRejectionNote);
    for (int i = 0; i < 2; ++i) {
      ASSERT_TRUE(Accept(accept));
      ASSERT_TRUE(Complete(completion));
      ASSERT_TRUE(Reject(rejection));
    }
    ASSERT_TRUE(AwaitPublished());
  }

  std::string SentTwice() {
    const auto request = WithPerson();
    const auto made = Create(request);
    EXPECT_TRUE(made);
    EXPECT_TRUE(Create(request));
    const std::string id = made->referral().referral_id();
    auto send = About<v1::SendReferralRequest>(id);
    send.set_second_reason(v1::SECOND_REFERRAL_REASON_ANOTHER_SERVICE);  // two lives of one person
    EXPECT_TRUE(Send(send) && Send(send));
    return id;
  }

  std::string completed_;
  std::string rejected_;
};

TEST_F(ReferralsPrivacyTest, WhatIsPersonalIsReadBackFromTheVault) {
  LiveTwice();
  const v1::ReferralPerson completed = GetPerson(completed_, agent())->person();
  EXPECT_EQ(completed.name(), kName);
  EXPECT_EQ(completed.nik(), kNik);
  EXPECT_EQ(completed.phone(), kPhone);
  EXPECT_EQ(completed.note(), kNote);
  EXPECT_EQ(completed.outcome_note(), kOutcomeNote);
  EXPECT_EQ(GetPerson(rejected_, agent())->person().rejection_note(), kRejectionNote);
}

TEST_F(ReferralsPrivacyTest, NoColumnAndNoFileHoldsIt) {
  LiveTwice();
  for (const std::string& text : {kName, kNik, kPhone, kNote, kRejectionNote, kOutcomeNote,
                                  kObstacles, std::string("Zwijntjes"), std::string("kapal")}) {
    EXPECT_THAT(ColumnsWith(*sqlite_, text), IsEmpty()) << text;
    EXPECT_THAT(ColumnsWith(*keys_, text), IsEmpty()) << text;
    EXPECT_THAT(FilesWith(text), IsEmpty()) << text;
  }
}

TEST_F(ReferralsPrivacyTest, TheSearchFindsWhatIsThere) {
  LiveTwice();
  const std::string reference = Get(completed_, agent())->referral().reference();
  EXPECT_THAT(ColumnsWith(*sqlite_, reference),
              ::testing::UnorderedElementsAre("referrals.reference", "outbox.payload",
                                              "request_ids.answer"));
  EXPECT_THAT(FilesWith(reference), ::testing::IsSupersetOf({std::string("referrals.db-wal"),
                                                             std::string("events.db-wal")}));
}

TEST_F(ReferralsPrivacyTest, AStoredHashCannotBeRecomputedWithoutTheKey) {
  ASSERT_TRUE(Create(WithPerson()));
  auto plain = WithPerson();
  plain.clear_request_id();
  EXPECT_THAT(ColumnsWith(*sqlite_, ContentHash(plain.SerializeAsString())), IsEmpty());
}

TEST_F(ReferralsPrivacyTest, ARefusalDoesNotRepeatThePersonalValue) {
  auto request = WithPerson();
  request.mutable_person()->set_nik("9901014013859917");
  request.mutable_person()->set_phone(kPhone + std::string(60, '1'));
  const auto refused = Create(request);
  ASSERT_FALSE(refused);
  ASSERT_EQ(refused.error().violations().size(), 2U);
  for (const Language language : {Language::kEnglish, Language::kIndonesian}) {
    const std::string text = refused.error().Text(language);
    EXPECT_THAT(text, Not(::testing::HasSubstr("9901014013859917")));
    EXPECT_THAT(text, Not(::testing::HasSubstr(kPhone)));
  }
}

TEST_F(ReferralsPrivacyTest, AForgottenPersonCannotBeReadAgain) {
  LiveTwice();
  const std::string person = Get(completed_, agent())->referral().person_id();
  ASSERT_TRUE(vault_->Shred(*Uuid::Parse(person)));
  const auto read = GetPerson(completed_, agent());
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code(), ErrorCode::kDataLoss);
  EXPECT_TRUE(GetPerson(rejected_, agent())) << "others are not touched";
  EXPECT_TRUE(Get(completed_, agent())) << "nor is the referral";
}

}  // namespace
}  // namespace sinergi::referrals
