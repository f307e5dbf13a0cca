// A referral's life through the RPCs: who may do what when, and who sees it.
#include "common/result/reasons.h"
#include "tests/service/referrals_life_fixture.h"

namespace sinergi::referrals {
namespace {

using ::testing::ElementsAre;

TEST_F(ReferralsTest, LivesFromDraftToCompletion) {
  const auto made = Create(NewReferral());
  ASSERT_TRUE(made);
  const std::string id = made->referral().referral_id();
  EXPECT_EQ(made->referral().state(), v1::REFERRAL_STATE_DRAFT);
  clock_.Advance(std::chrono::hours(1));
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(id)));
  clock_.Advance(std::chrono::hours(1));
  ASSERT_TRUE(Accept(About<v1::AcceptReferralRequest>(id)));
  clock_.Advance(std::chrono::hours(1));
  const auto done = Complete(Completion(id));
  ASSERT_TRUE(done);
  const v1::Referral& referral = done->referral();
  EXPECT_EQ(referral.state(), v1::REFERRAL_STATE_COMPLETED);
  EXPECT_EQ(referral.revision(), 4);
  EXPECT_EQ(referral.outcome().contacts(), 4);
  EXPECT_EQ(referral.send_time().seconds(), 1'772'603'600);
  EXPECT_EQ(referral.answer_time().seconds(), 1'772'607'200);
  EXPECT_EQ(referral.complete_time().seconds(), 1'772'610'800);
  for (const Caller& caller : {agent(), clinician()}) {
    const auto read = Get(id, caller);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->referral().SerializeAsString(), referral.SerializeAsString());
  }
}

TEST_F(ReferralsTest, EachStepIsToldAndRecordedOnce) {
  ASSERT_TRUE(Complete(Completion(Accepted())));
  EXPECT_THAT(
      Texts(*sqlite_,
            "SELECT substr(type, 32) FROM outbox WHERE subject LIKE 'referrals/%'"
            " ORDER BY revision"),
      ElementsAre("ReferralCreated", "ReferralSent", "ReferralAccepted", "ReferralCompleted"));
  EXPECT_THAT(Texts(*sqlite_,
                    "SELECT action || ' ' || caller FROM evidence "
                    "WHERE subject LIKE 'referrals/%' ORDER BY id"),
              ElementsAre("referrals.create agent@" + sender_, "referrals.send agent@" + sender_,
                          "referrals.accept clinician@" + receiver_,
                          "referrals.complete clinician@" + receiver_));
}

TEST_F(ReferralsTest, OnlyTheSendersOfficeIsToldOfADraftAndAllConcernedOfTheRest) {
  Sent();
  EXPECT_THAT(Texts(*sqlite_,
                    "SELECT offices FROM outbox WHERE subject LIKE 'referrals/%' "
                    "ORDER BY revision"),
              ElementsAre("BNNK-PANGKALPINANG", "BNNK-CIAMIS,BNNK-PANGKALPINANG,BNNP-BABEL"));
}

TEST_F(ReferralsTest, IsFoundByItsShortNameHoweverItIsTyped) {
  const auto made = Create(NewReferral());
  ASSERT_TRUE(made);
  std::string typed = made->referral().reference().substr(3);
  for (char& c : typed) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  v1::GetReferralRequest request;
  request.set_reference(typed);
  const auto found = Invoke<v1::GetReferralResponse>("GetReferral", agent(), request);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->referral().referral_id(), made->referral().referral_id());
}

TEST_F(ReferralsTest, ARejectionTellsItsReason) {
  const std::string id = Sent();
  auto rejection = Rejection(id);
  rejection.set_note("Tempat tidur penuh sampai Jumat");
  const auto rejected = Reject(rejection);
  ASSERT_TRUE(rejected);
  EXPECT_EQ(rejected->referral().state(), v1::REFERRAL_STATE_REJECTED);
  const auto read = Get(id, agent());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->referral().rejection_reason(), v1::REJECTION_REASON_FULL);
  EXPECT_EQ(GetPerson(id, agent())->person().rejection_note(), "Tempat tidur penuh sampai Jumat");
}

TEST_F(ReferralsTest, AVerbInTheWrongStateIsRefused) {
  const std::string accepted = Accepted();
  const std::string rejected = Sent();
  ASSERT_TRUE(Reject(Rejection(rejected)));
  const auto before = RowsOfAllTables();
  for (const std::string& id : {accepted, rejected}) {
    EXPECT_EQ(ReasonOf(Send(About<v1::SendReferralRequest>(id))), "REFERRAL_STATE_WRONG");
    EXPECT_EQ(ReasonOf(Accept(About<v1::AcceptReferralRequest>(id))), "REFERRAL_STATE_WRONG");
  }
  EXPECT_EQ(ReasonOf(Reject(Rejection(rejected))), "REFERRAL_STATE_WRONG");
  EXPECT_EQ(ReasonOf(Complete(Completion(rejected))), "REFERRAL_STATE_WRONG");
  EXPECT_EQ(RowsOfAllTables(), before);
  EXPECT_EQ(ReasonOf(Complete(Completion(Sent()))), "REFERRAL_STATE_WRONG");
}

TEST_F(ReferralsTest, ADraftIsTheSendersAlone) {
  const std::string id = Drafted();
  EXPECT_TRUE(Get(id, agent()));
  EXPECT_TRUE(Get(id, Officer(kPangkalpinang)));
  for (const Caller& caller : {clinician(), Officer(kCiamis), Officer(kBabel), Officer(kPalopo)}) {
    EXPECT_EQ(ReasonOf(Get(id, caller)), "REFERRAL_NOT_FOUND") << caller.subject;
  }
  EXPECT_EQ(ReasonOf(Accept(About<v1::AcceptReferralRequest>(id))), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(GetPerson(id, clinician())), "REFERRAL_NOT_FOUND");
}

TEST_F(ReferralsTest, OnceSentBothSidesAndTheServingOfficesSeeIt) {
  const std::string id = Sent();
  for (const Caller& caller :
       {agent(), clinician(), Officer(kPangkalpinang), Officer(kCiamis), Officer(kBabel)}) {
    EXPECT_EQ(ReasonOf(Get(id, caller)), "OK") << caller.subject;
  }
  EXPECT_EQ(ReasonOf(Get(id, Officer(kPalopo))), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(id, Officer("BNN"))), "REFERRAL_NOT_FOUND");
}

TEST_F(ReferralsTest, WhatOneMayNotSeeLooksLikeWhatIsNotThere) {
  const std::string id = Sent();
  const auto hidden = Get(id, Officer(kPalopo));
  const auto absent = Get(NewId(), Officer(kPalopo));
  ASSERT_FALSE(hidden || absent);
  EXPECT_EQ(hidden.error().code(), ErrorCode::kNotFound);
  EXPECT_EQ(&hidden.error().reason(), &absent.error().reason());
  EXPECT_EQ(hidden.error().Variable("referral"), id);
  Caller stranger = Clinician(Register(kPalopo, "Klinik Palopo"));
  EXPECT_EQ(ReasonOf(Invoke<v1::AcceptReferralResponse>("AcceptReferral", stranger,
                                                        About<v1::AcceptReferralRequest>(id))),
            "REFERRAL_NOT_FOUND");
}

TEST_F(ReferralsTest, TheWrongSideIsToldSo) {
  const std::string sent = Sent();
  Caller at_sender = agent();
  at_sender.roles = {"facility-officer"};
  EXPECT_EQ(ReasonOf(Invoke<v1::AcceptReferralResponse>("AcceptReferral", at_sender,
                                                        About<v1::AcceptReferralRequest>(sent))),
            "NOT_THE_RECEIVER");
  Caller at_receiver = clinician();
  at_receiver.roles = {"ibm-agent"};
  EXPECT_EQ(ReasonOf(Invoke<v1::SendReferralResponse>("SendReferral", at_receiver,
                                                      About<v1::SendReferralRequest>(sent))),
            "NOT_THE_SENDER");
}

TEST_F(ReferralsTest, ARoleWithoutThePermissionIsRefused) {
  const std::string id = Sent();
  EXPECT_EQ(ReasonOf(Invoke<v1::AcceptReferralResponse>("AcceptReferral", Officer(kCiamis),
                                                        About<v1::AcceptReferralRequest>(id))),
            "PERMISSION_MISSING");
  EXPECT_EQ(ReasonOf(GetPerson(id, Officer(kPangkalpinang))), "PERMISSION_MISSING");
}

TEST_F(ReferralsTest, NobodySendsForAnother) {
  const std::string other = Register(kPangkalpinang, "Unit IBM lain");
  const auto refused = Invoke<v1::CreateReferralResponse>("CreateReferral", agent(),
                                                          ReferralRequest(other, receiver_));
  EXPECT_EQ(ReasonOf(refused), "SENDER_NOT_YOURS");
  EXPECT_EQ(ReasonOf(Invoke<v1::CreateReferralResponse>("CreateReferral", Officer(kPalopo),
                                                        NewReferral())),
            "SENDER_NOT_YOURS");
}

TEST_F(ReferralsTest, AnOfficeMaySendItselfAndForItsFacilities) {
  const auto own = Invoke<v1::CreateReferralResponse>("CreateReferral", Officer(kPangkalpinang),
                                                      ReferralRequest("", receiver_));
  ASSERT_TRUE(own);
  EXPECT_EQ(own->referral().sender_facility_id(), "");
  EXPECT_EQ(own->referral().sender_office(), kPangkalpinang);
  EXPECT_TRUE(
      Invoke<v1::CreateReferralResponse>("CreateReferral", Officer(kPangkalpinang), NewReferral()));
}

TEST_F(ReferralsTest, TheReceiverMustBeThereAndOfferTheService) {
  const auto before = RowsOfAllTables();
  EXPECT_EQ(ReasonOf(Create(ReferralRequest(sender_, NewId()))), "FACILITY_UNKNOWN");
  auto request = NewReferral();
  request.set_service(v1::FACILITY_SERVICE_INPATIENT_LONG);
  EXPECT_EQ(ReasonOf(Create(request)), "SERVICE_NOT_OFFERED");
  EXPECT_EQ(RowsOfAllTables(), before) << "no key of a person either";
}

TEST_F(ReferralsTest, ThePersonIsReadByBothPartiesOnly) {
  auto request = NewReferral();
  request.mutable_person()->set_nik("9901014507850001");
  request.mutable_person()->set_note("Catatan pengirim");
  const auto made = Create(request);
  ASSERT_TRUE(made);
  const std::string id = made->referral().referral_id();
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(id)));
  for (const Caller& caller : {agent(), clinician()}) {
    const auto read = GetPerson(id, caller);
    ASSERT_TRUE(read);
    EXPECT_EQ(read->person().SerializeAsString(), request.person().SerializeAsString());
  }
  Caller serving = Officer(kBabel);
  serving.roles = {"ibm-agent"};
  ASSERT_TRUE(Get(id, serving));
  EXPECT_EQ(ReasonOf(GetPerson(id, serving)), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(ReasonOf(GetPerson(id, Agent(Register(kPangkalpinang, "Unit lain")))),
            "REFERRAL_NOT_FOUND");
}

TEST_F(ReferralsTest, ATokenWithoutAFacilityIsNoFacilityOfItsOffice) {
  const std::string id = Sent();
  Caller nowhere = clinician();
  nowhere.facility.clear();
  nowhere.office = kPangkalpinang;
  const auto accept = [&] {
    return ReasonOf(Invoke<v1::AcceptReferralResponse>("AcceptReferral", nowhere,
                                                       About<v1::AcceptReferralRequest>(id)));
  };
  EXPECT_EQ(ReasonOf(GetPerson(id, nowhere)), "REFERRAL_NOT_FOUND");
  EXPECT_EQ(accept(), "NOT_THE_RECEIVER");
  nowhere.office.clear();
  EXPECT_EQ(accept(), "REFERRAL_NOT_FOUND");
}

TEST_F(ReferralsTest, ReadingThePersonIsRecordedBeforeItIsAnswered) {
  const std::string id = Sent();
  const std::string reads =
      "SELECT count(*) FROM evidence WHERE action = 'referrals.read_person' "
      "AND subject = 'referrals/" +
      id + "'";
  ASSERT_TRUE(GetPerson(id, agent()));
  ASSERT_TRUE(GetPerson(id, agent()));
  EXPECT_EQ(Count(reads), 2) << "each read is one";
  database_->FailCall(4);  // the commit of the record: after begin, the referral and insert
  EXPECT_EQ(ReasonOf(GetPerson(id, agent())), "TEMPORARILY_UNAVAILABLE");
  ASSERT_TRUE(database_->failed());
  EXPECT_EQ(Count(reads), 2);
  ASSERT_TRUE(
      vault_->Shred(*Uuid::Parse(Texts(*sqlite_, "SELECT person_id FROM referrals").front())));
  EXPECT_EQ(ReasonOf(GetPerson(id, agent())), "PERSON_FORGOTTEN");
  EXPECT_EQ(Count(reads), 3) << "the record is older than the look into the vault";
}

TEST_F(ReferralsTest, AnEtagThatIsOldIsAborted) {
  const std::string id = Drafted();
  auto send = About<v1::SendReferralRequest>(id);
  send.set_etag("v9");
  const auto refused = Send(send);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::kAborted);
  EXPECT_EQ(ReasonOf(refused), "ETAG_MISMATCH");
  send.set_etag(Get(id, agent())->referral().etag());
  EXPECT_TRUE(Send(send)) << "the same request_id corrected";
  auto accept = About<v1::AcceptReferralRequest>(id);
  accept.set_etag(send.etag());
  EXPECT_EQ(ReasonOf(Accept(accept)), "ETAG_MISMATCH");
}

TEST_F(ReferralsTest, ARepeatGetsTheFirstAnswerEvenAfterLaterChanges) {
  const auto request = NewReferral();
  const auto first = InvokeBytes("CreateReferral", agent(), request);
  ASSERT_TRUE(first);
  v1::CreateReferralResponse response;
  ASSERT_TRUE(response.ParseFromString(*first));
  ASSERT_TRUE(Send(About<v1::SendReferralRequest>(response.referral().referral_id())));
  clock_.Advance(std::chrono::hours(1));
  EXPECT_EQ(*InvokeBytes("CreateReferral", agent(), request), *first);
  EXPECT_EQ(Count("SELECT count(*) FROM referrals"), 1);
}

TEST_F(ReferralsTest, ARequestIdMustBeAUuidAndIsForOneContent) {
  auto request = NewReferral();
  for (const char* const id : {"", "12", "0190aaaa-0000-4000-8000-00000000000g"}) {
    request.set_request_id(id);
    const auto refused = Create(request);
    ASSERT_FALSE(refused) << id;
    EXPECT_THAT(Violations(refused.error()), ElementsAre("request_id FIELD_MALFORMED")) << id;
  }
  request.set_request_id(NewId());
  ASSERT_TRUE(Create(request));
  request.mutable_person()->set_note("lain");
  const auto reused = Create(request);
  ASSERT_FALSE(reused);
  EXPECT_THAT(Violations(reused.error()), ElementsAre("request_id REQUEST_ID_REUSED"));
  EXPECT_EQ(Count("SELECT count(*) FROM referrals"), 1);
}

}  // namespace
}  // namespace sinergi::referrals
