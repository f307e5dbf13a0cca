// An investigator asks, the team answers in six days, and nobody else learns of it.
#include "tests/service/tat_fixture.h"

namespace sinergi::tat {
namespace {

using ::testing::ElementsAre;

TEST_P(TatTest, TheInvestigatorLearnsWhatTheTeamRecommends) {
  const auto made = Submit(NewRequest());
  ASSERT_TRUE(made) << made.error().Text(Language::kEnglish);
  const v1::TatRequest& request = made->tat_request();
  const std::string& id = request.tat_request_id();
  EXPECT_EQ(request.state(), v1::TAT_STATE_SUBMITTED);
  EXPECT_EQ(request.agency(), "POLRES-PANGKALPINANG");
  EXPECT_EQ(request.reference().substr(0, 4), "TAT-");
  EXPECT_EQ(request.due_time().seconds() - request.submit_time().seconds(), 6 * 24 * 3600);
  EXPECT_EQ(Case(id, Team())->tat_case().name(), kName);
  ASSERT_TRUE(Start(id));
  EXPECT_EQ(ReasonOf(Recommendation(id, Police())), "TAT_STATE_WRONG");
  const auto concluded = Conclude(Conclusion(id));
  ASSERT_TRUE(concluded) << concluded.error().cause();
  EXPECT_EQ(concluded->tat_request().state(), v1::TAT_STATE_CONCLUDED);
  EXPECT_TRUE(concluded->tat_request().has_end_time());
  const auto read = Recommendation(id, Police());
  ASSERT_TRUE(read) << read.error().cause();
  EXPECT_EQ(read->recommendation().SerializeAsString(),
            Conclusion(id).recommendation().SerializeAsString());
  EXPECT_THAT(TatEvents(id),
              ElementsAre("TatRequestSubmitted", "TatAssessmentStarted", "TatRequestConcluded"));
  EXPECT_THAT(Texts(truth(), "SELECT action FROM evidence WHERE subject = 'tat-requests/" + id +
                                 "' ORDER BY id"),
              ElementsAre("tat.submit", "tat.read_case", "tat.start", "tat.conclude",
                          "tat.read_recommendation"));
}

TEST_P(TatTest, EveryStepIsTakenWhereItIsAllowedAndNowhereElse) {
  const std::map<std::string, std::function<std::string(const std::string&)>> steps{
      {"start", [&](const std::string& id) { return ReasonOf(Start(id)); }},
      {"conclude", [&](const std::string& id) { return ReasonOf(Conclude(Conclusion(id))); }},
      {"return",
       [&](const std::string& id) {
         return ReasonOf(
             Call<v1::ReturnTatRequestResponse>("ReturnTatRequest", Team(), Return(id)));
       }},
      {"withdraw",
       [&](const std::string& id) {
         return ReasonOf(
             Call<v1::WithdrawTatRequestResponse>("WithdrawTatRequest", Police(), Withdrawal(id)));
       }},
  };
  // How to come to each state, and what is allowed there.
  const std::vector<std::pair<std::vector<std::string>, std::set<std::string>>> states{
      {{}, {"start", "return", "withdraw"}}, {{"start"}, {"conclude", "return", "withdraw"}},
      {{"start", "conclude"}, {}},           {{"return"}, {}},
      {{"start", "withdraw"}, {}},
  };
  for (const auto& [way, allowed] : states) {
    for (const auto& [name, step] : steps) {
      const std::string id = Submitted();
      for (const std::string& before : way) ASSERT_EQ(steps.at(before)(id), "OK");
      const std::string was = GetTat(id, Police())->tat_request().SerializeAsString();
      EXPECT_EQ(step(id), allowed.contains(name) ? "OK" : "TAT_STATE_WRONG") << name;
      const bool changed = GetTat(id, Police())->tat_request().SerializeAsString() != was;
      EXPECT_EQ(changed, allowed.contains(name)) << name;
      const auto revisions =
          Count("SELECT count(*) FROM outbox WHERE subject = $1", {"tat-requests/" + id});
      EXPECT_EQ(GetTat(id, Police())->tat_request().revision(), revisions) << name;
    }
  }
}

TEST_P(TatTest, WhatIsGivenBackSaysWhyToTheInvestigator) {
  const std::string id = Submitted();
  const auto back = Call<v1::ReturnTatRequestResponse>("ReturnTatRequest", Team(), Return(id));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->tat_request().return_reason(), v1::TAT_RETURN_REASON_PAPERS_MISSING);
  EXPECT_EQ(Case(id, Police())->tat_case().return_note(), Return(id).note());
}

TEST_P(TatTest, BadInputIsToldFieldByField) {
  auto request = NewRequest();
  request.set_office("BNNK-TIDAK-ADA");
  request.mutable_tat_case()->clear_name();
  request.mutable_tat_case()->set_nik("123");
  request.mutable_tat_case()->set_birth_date("12-03-1991");
  request.mutable_tat_case()->clear_case_number();
  request.mutable_tat_case()->mutable_arrest_time()->set_nanos(-1);
  request.mutable_tat_case()->set_note(std::string(4001, 'x'));
  auto future = NewRequest();
  future.mutable_tat_case()->set_birth_date("2099-01-01");
  future.mutable_tat_case()->mutable_arrest_time()->set_seconds(4'000'000'000);
  EXPECT_THAT(
      Violations(Submit(future).error()),
      ElementsAre("tat_case.birth_date FIELD_MALFORMED", "tat_case.arrest_time FIELD_MALFORMED"));
  const auto refused = Submit(request);
  ASSERT_FALSE(refused);
  EXPECT_THAT(Violations(refused.error()),
              ElementsAre("office OFFICE_UNKNOWN", "tat_case.name FIELD_REQUIRED",
                          "tat_case.nik FIELD_MALFORMED", "tat_case.birth_date FIELD_MALFORMED",
                          "tat_case.case_number FIELD_REQUIRED",
                          "tat_case.arrest_time FIELD_MALFORMED", "tat_case.note FIELD_TOO_LONG"));
  auto conclusion = Conclusion(Submitted());
  conclusion.mutable_recommendation()->clear_role();
  conclusion.mutable_recommendation()->clear_rehabilitation_place();
  EXPECT_THAT(Violations(Conclude(conclusion).error()),
              ElementsAre("recommendation.role FIELD_REQUIRED",
                          "recommendation.rehabilitation_place FIELD_REQUIRED"));
  conclusion = Conclusion(conclusion.tat_request_id());
  conclusion.mutable_recommendation()->set_rehabilitation(false);
  EXPECT_THAT(Violations(Conclude(conclusion).error()),
              ElementsAre("recommendation.rehabilitation_type REHABILITATION_NOT_RECOMMENDED",
                          "recommendation.rehabilitation_place REHABILITATION_NOT_RECOMMENDED"));
  auto back = Return(conclusion.tat_request_id());
  back.clear_note();
  EXPECT_THAT(
      Violations(Call<v1::ReturnTatRequestResponse>("ReturnTatRequest", Team(), back).error()),
      ElementsAre("note FIELD_REQUIRED"));
  v1::GetTatRequestRequest get;
  get.set_reference("RJ-0000-0000");
  EXPECT_THAT(Violations(Call<v1::GetTatRequestResponse>("GetTatRequest", Team(), get).error()),
              ElementsAre("reference FIELD_MALFORMED"));
}

TEST_P(TatTest, ARepeatGetsTheFirstAnswer) {
  const auto request = NewRequest();
  const auto first = Submit(request);
  const auto again = Submit(request);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Count("SELECT count(*) FROM tat_requests"), 1);
  EXPECT_EQ(Count("SELECT count(*) FROM tat_texts"), 1);
  auto other = request;
  other.mutable_tat_case()->set_name("Orang Lain");
  EXPECT_EQ(ReasonOf(Submit(other)), "REQUEST_ID_REUSED");
  auto stale = AboutTat<v1::StartTatAssessmentRequest>(first->tat_request().tat_request_id());
  stale.set_etag("v7");
  EXPECT_EQ(ReasonOf(Call<v1::StartTatAssessmentResponse>("StartTatAssessment", Team(), stale)),
            "ETAG_MISMATCH");
  stale.set_etag(first->tat_request().etag());
  EXPECT_TRUE(Call<v1::StartTatAssessmentResponse>("StartTatAssessment", Team(), stale));
}

TEST_P(TatTest, WhatTheContractDoesNotKnowIsNotKept) {
  auto request = NewRequest();
  v1::TatCase& about = *request.mutable_tat_case();
  about.GetReflection()->MutableUnknownFields(&about)->AddLengthDelimited(99, "selundupan");
  const auto made = Submit(request);
  ASSERT_TRUE(made) << made.error().cause();
  const auto read = Case(made->tat_request().tat_request_id(), Team());
  ASSERT_TRUE(read);
  EXPECT_EQ(read->SerializeAsString().find("selundupan"), std::string::npos);
}

TEST_P(TatTest, AConclusionThatIsRepeatedIsKeptOnce) {
  const std::string id = Submitted();
  ASSERT_TRUE(Start(id));
  const auto request = Conclusion(id);
  const auto first = Conclude(request);
  const auto again = Conclude(request);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->SerializeAsString(), again->SerializeAsString());
  EXPECT_EQ(Count("SELECT count(*) FROM tat_texts WHERE kind = 'recommendation'"), 1);
  EXPECT_EQ(TatEvents(id).size(), 3u);
}

TEST_P(TatTest, OnlyTheTwoSidesKnowOfIt) {
  const std::string id = Submitted();
  Caller worker = Team();
  worker.facility = sender_;  // of a facility of that office
  for (const Caller& stranger : {Police("POLRES-PALOPO"), Team(kPalopo), Team("BNN"), worker,
                                 Caller{"x", {"investigator", "tat-team"}, "", "", {}}}) {
    EXPECT_EQ(ReasonOf(GetTat(id, stranger)), "TAT_REQUEST_NOT_FOUND") << stranger.subject;
    EXPECT_EQ(ReasonOf(Case(id, stranger)), ReasonOf(GetTat(id, stranger)));
    EXPECT_THAT(ReasonOf(Start(id, stranger)),
                ::testing::AnyOf("TAT_REQUEST_NOT_FOUND", "PERMISSION_MISSING", "ROLES_NOT_APART"));
    const auto list = Call<v1::ListTatRequestsResponse>("ListTatRequests", stranger,
                                                        v1::ListTatRequestsRequest());
    EXPECT_EQ(list->tat_requests_size(), 0);
  }
  EXPECT_EQ(ReasonOf(Submit(NewRequest(), {"x", {"investigator"}, "", "", {}})),
            "INVESTIGATOR_OF_NOBODY");
  EXPECT_EQ(ReasonOf(Submit(NewRequest(), {"x", {"investigator"}, kCiamis, sender_, {}})),
            "INVESTIGATOR_OF_NOBODY");
}

TEST_P(TatTest, AnOfficesTeamAndItsInvestigatorsAreTwoSides) {
  const std::string polices = Submitted();
  const Caller investigator{"penyidik", {"investigator"}, kPangkalpinang, "", {}};
  EXPECT_EQ(ReasonOf(GetTat(polices, investigator)), "TAT_REQUEST_NOT_FOUND")
      << "of the office that is asked, and not of its team";
  EXPECT_EQ(ReasonOf(Case(polices, investigator)), "TAT_REQUEST_NOT_FOUND");
  auto request = NewRequest();
  request.set_office(kCiamis);
  const auto made = Submit(request, investigator);
  ASSERT_TRUE(made) << made.error().cause();
  const std::string ours = made->tat_request().tat_request_id();
  EXPECT_EQ(ReasonOf(GetTat(ours, Team())), "TAT_REQUEST_NOT_FOUND")
      << "of the investigator's office, and not an investigator";
  EXPECT_EQ(ReasonOf(Case(ours, Team(kCiamis))), "OK");
  EXPECT_EQ(ReasonOf(Case(ours, investigator)), "OK");
  Caller both = Team();
  both.roles.push_back("investigator");
  EXPECT_EQ(ReasonOf(Submit(NewRequest(), both)), "ROLES_NOT_APART");
  EXPECT_EQ(ReasonOf(Start(polices, both)), "ROLES_NOT_APART");
}

TEST_P(TatTest, InvestigatorsOfBnnAskForTheirOffice) {
  const Caller bnn{"penyidik", {"investigator"}, kCiamis, "", {}};
  const std::string id = Submitted(bnn);
  const auto seen = GetTat(id, Caller{"another", {"investigator"}, kCiamis, "", {}});
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->tat_request().investigator_office(), kCiamis);
  EXPECT_EQ(seen->tat_request().agency(), "");
}

INSTANTIATE_TEST_SUITE_P(Every, TatTest, ::testing::Bool(), TatTest::Name);

}  // namespace
}  // namespace sinergi::tat
