// An investigator asks, the team answers in six days, and nobody else learns of it.
#include <latch>
#include <thread>

#include "tests/service/tat_fixture.h"

namespace sinergi::tat {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;

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

TEST_P(TatTest, OnlyTheTwoSidesKnowOfIt) {
  const std::string id = Submitted();
  Caller worker = Team();
  worker.facility = sender_;  // of a facility of that office
  for (const Caller& stranger : {Police("POLRES-PALOPO"), Team(kPalopo), Team("BNN"), worker,
                                 Caller{"x", {"investigator", "tat-team"}, "", "", {}}}) {
    EXPECT_EQ(ReasonOf(GetTat(id, stranger)), "TAT_REQUEST_NOT_FOUND") << stranger.subject;
    EXPECT_EQ(ReasonOf(Case(id, stranger)), ReasonOf(GetTat(id, stranger)));
    EXPECT_THAT(ReasonOf(Start(id, stranger)),
                ::testing::AnyOf("TAT_REQUEST_NOT_FOUND", "PERMISSION_MISSING"));
    const auto list = Call<v1::ListTatRequestsResponse>("ListTatRequests", stranger,
                                                        v1::ListTatRequestsRequest());
    EXPECT_EQ(list->tat_requests_size(), 0);
  }
  EXPECT_EQ(ReasonOf(Submit(NewRequest(), {"x", {"investigator"}, "", "", {}})),
            "INVESTIGATOR_OF_NOBODY");
  EXPECT_EQ(ReasonOf(Submit(NewRequest(), {"x", {"investigator"}, kCiamis, sender_, {}})),
            "INVESTIGATOR_OF_NOBODY");
  // The two sides, each for its own verbs.
  Caller both = Police();
  both.roles.push_back("tat-team");
  EXPECT_EQ(ReasonOf(Start(id, both)), "NOT_THE_TEAM");
  Caller team = Team();
  team.roles.push_back("investigator");
  EXPECT_EQ(
      ReasonOf(Call<v1::WithdrawTatRequestResponse>("WithdrawTatRequest", team, Withdrawal(id))),
      "NOT_THE_INVESTIGATOR");
}

TEST_P(TatTest, InvestigatorsOfBnnAskForTheirOffice) {
  const Caller bnn{"penyidik", {"investigator"}, kCiamis, "", {}};
  const std::string id = Submitted(bnn);
  const auto seen = GetTat(id, Caller{"another", {"investigator"}, kCiamis, "", {}});
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->tat_request().investigator_office(), kCiamis);
  EXPECT_EQ(seen->tat_request().agency(), "");
}

TEST_P(TatTest, WhenSixDaysPassTheOfficeIsRemindedThenTheOneAboveSeesIt) {
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

TEST_P(TatTest, OfTwoReplicasOneTellsThatTimeIsOver) {
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

TEST_P(TatTest, WhatIsOverIsOwedNoMore) {
  const std::string concluded = Submitted();
  ASSERT_TRUE(Start(concluded));
  ASSERT_TRUE(Conclude(Conclusion(concluded)));
  ASSERT_TRUE(Call<v1::WithdrawTatRequestResponse>("WithdrawTatRequest", Police(),
                                                   Withdrawal(Submitted())));
  clock_.Advance(hours(9999));
  EXPECT_EQ(Fire(*tat_), 0);
}

TEST_P(TatTest, ListsGoPageByPageAndWhatWaitsByItsDeadline) {
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

INSTANTIATE_TEST_SUITE_P(Every, TatTest, ::testing::Bool(), TatTest::Name);

}  // namespace
}  // namespace sinergi::tat
