// Assessments and referrals on one database, and nothing of the one to be had through the other.
#include "tests/service/tat_fixture.h"

namespace sinergi::tat {
namespace {

using std::chrono::hours;
using ::testing::ElementsAre;

class TatApartTest : public TatTest {};

// Nothing of a referral is reachable from an assessment, or the reverse, whoever tries.
TEST_P(TatApartTest, IsApartFromReferrals) {
  auto referral = NewReferral();
  referral.mutable_person()->set_nik(kNik);
  referral.mutable_person()->set_name("Orang Sukarela");
  const auto referred = Create(referral);
  ASSERT_TRUE(referred);
  const std::string referral_id = referred->referral().referral_id();
  const std::string id = Submitted();
  // No account may do both.
  Caller officer = Team();
  officer.roles.push_back("office-officer");
  EXPECT_EQ(ReasonOf(GetTat(id, officer)), "ROLES_NOT_APART");
  Caller agent_and_investigator = agent();
  agent_and_investigator.roles.push_back("investigator");
  EXPECT_EQ(ReasonOf(Submit(NewRequest(), agent_and_investigator)), "ROLES_NOT_APART");
  EXPECT_EQ(ReasonOf(Get(referral_id, agent_and_investigator)), "ROLES_NOT_APART");
  // Neither is found by the other's id or by the same NIK.
  EXPECT_EQ(ReasonOf(GetTat(referral_id, Team())), "TAT_REQUEST_NOT_FOUND");
  EXPECT_EQ(ReasonOf(Get(id, agent())), "REFERRAL_NOT_FOUND");
  referrals::v1::FindReferralsByNikRequest find;
  find.set_nik(kNik);
  const auto found =
      Invoke<referrals::v1::FindReferralsByNikResponse>("FindReferralsByNik", agent(), find);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->referrals_size(), 1);
  EXPECT_EQ(found->referrals(0).referral_id(), referral_id);
  // Their events are on topics of their own, and no person is the same.
  EXPECT_THAT(
      Texts(truth(), "SELECT DISTINCT topic FROM outbox WHERE subject LIKE 'tat-requests/%'"),
      ElementsAre("sinergi.tat.v1"));
  EXPECT_EQ(Count("SELECT count(*) FROM tat_requests AS t JOIN referrals AS r"
                  " ON r.person_id = t.case_id OR r.referral_id = t.tat_request_id"),
            0);
}

TEST_P(TatApartTest, WhoWatchesReferralsHearsNothingOfAssessments) {
  const std::string referral = Sent();
  Submitted();
  for (const RpcService::Method& method : service_->service().methods()) {
    if (!method.path.ends_with("/WatchReferrals")) continue;
    const auto stream =
        method.stream({method.path, Officer(kPangkalpinang), Soon(), TraceContext::New()},
                      referrals::v1::WatchReferralsRequest(), [] {});
    ASSERT_TRUE(stream) << stream.error().cause();
    std::string heard;
    for (int turn = 0; turn < 5; ++turn) {
      if (turn == 2) Submitted();  // after the snapshot, while changes are followed
      const auto messages = (*stream)->Next();
      ASSERT_TRUE(messages) << messages.error().cause();
      for (const StreamMessage& message : *messages) heard += message.bytes();
    }
    EXPECT_NE(heard.find(referral), std::string::npos);
    for (const std::string& each : Texts(truth(), "SELECT tat_request_id FROM tat_requests")) {
      EXPECT_EQ(heard.find(each), std::string::npos);
    }
  }
}

TEST_P(TatApartTest, NoTableAndNoEventTellsWhoItIs) {
  const std::string id = Submitted();
  ASSERT_TRUE(Start(id));
  ASSERT_TRUE(Conclude(Conclusion(id)));
  ASSERT_TRUE(Call<v1::ReturnTatRequestResponse>("ReturnTatRequest", Team(), Return(Submitted())));
  const std::vector<std::string> secrets{kName,
                                         kNik,
                                         "LP/7/III/2026",
                                         "rawat jalan",
                                         "Klinik Pratama Contoh",
                                         "Penyidik Contoh",
                                         "0800-1234",
                                         "Surat perintah"};
  for (const std::string& secret : secrets) {
    if (on_postgres_) break;  // the columns below only
    EXPECT_THAT(ColumnsWith(*sqlite_, secret), ::testing::IsEmpty()) << secret;
    EXPECT_THAT(ColumnsWith(*keys_, secret), ::testing::IsEmpty()) << secret;
    EXPECT_THAT(FilesWith(secret), ::testing::IsEmpty()) << secret;
  }
  for (const char* const column :
       {"outbox.payload", "tat_texts.sealed", "tat_requests.reference", "request_ids.answer"}) {
    const std::string name = column;
    const std::size_t dot = name.find('.');
    const auto rows = truth().Query(
        Soon(), Statement{"SELECT " + name.substr(dot + 1) + " FROM " + name.substr(0, dot)}, {});
    ASSERT_TRUE(rows) << rows.error().cause();
    ASSERT_FALSE(rows->empty()) << column;
    for (const Row& row : *rows) {
      const std::string bytes = name == "tat_requests.reference" ? row.Text(0) : row.Bytes(0);
      for (const std::string& secret : secrets) {
        EXPECT_EQ(bytes.find(secret), std::string::npos) << column << " tells " << secret;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Every, TatApartTest, ::testing::Bool(), TatTest::Name);

// The second wall, with statements that ask nothing about who may see what.
class TatRowSecurityTest : public TatTest {};

TEST_P(TatRowSecurityTest, NeitherKindIsThereForTheOthersViewers) {
  const std::string referral_id = Sent();
  const std::string id = Submitted();
  clock_.Advance(hours(168));
  for (int i = 0; i < 3; ++i) Fire(*tat_);
  const auto seen = [&](const std::string& viewer, const char* sql) {
    const auto rows = postgres_->Query({Soon(), viewer}, Statement{sql}, {});
    EXPECT_TRUE(rows) << rows.error().cause();
    return rows ? rows->front().Integer(0) : -1;
  };
  constexpr const char* kRequests = "SELECT count(*) FROM tat_requests";
  constexpr const char* kTexts = "SELECT count(*) FROM tat_texts";
  constexpr const char* kReferrals = "SELECT count(*) FROM referrals";
  EXPECT_EQ(seen("tat/office:" + kPangkalpinang, kRequests), 1);
  EXPECT_EQ(seen("tat/office:" + kPangkalpinang, kTexts), 1);
  EXPECT_EQ(seen("tat/office:" + kPangkalpinang, kReferrals), 0);
  EXPECT_EQ(seen("tat/agency:POLRES-PANGKALPINANG", kTexts), 1);
  EXPECT_EQ(seen("office:" + kPangkalpinang, kReferrals), 1);
  EXPECT_EQ(seen("office:" + kPangkalpinang, kRequests), 0);
  EXPECT_EQ(seen("office:" + kPangkalpinang, kTexts), 0);
  EXPECT_EQ(seen("tat/office:BNNP-BABEL", kRequests), 1) << "escalated";
  EXPECT_EQ(seen("tat/office:BNNP-BABEL", kTexts), 0) << "not what it is about";
  EXPECT_EQ(seen("", kRequests), 0);
}

INSTANTIATE_TEST_SUITE_P(Every, TatRowSecurityTest, ::testing::Values(true), TatTest::Name);

}  // namespace
}  // namespace sinergi::tat
