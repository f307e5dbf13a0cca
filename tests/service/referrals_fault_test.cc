// Whatever fails, a change, its event, its evidence and its answer are there together, and the
// event reaches who listens once in effect.
#include <set>

#include "common/outbox/inbox.h"
#include "tests/service/referrals_fixture.h"

namespace sinergi::referrals {
namespace {

using sinergi::testing::FailureMode;
using sinergi::testing::Reader;

constexpr int kTries = 5;
constexpr int kStepsOfALife = 6;  // two facilities, create, send, accept, complete

class ReferralsFaultTest : public ReferralsFixture {
 protected:
  void SetUp() override {
    settings_.relay_poll = std::chrono::milliseconds(20);
    ReferralsFixture::SetUp();
  }

  // Calls until it is answered, as a client does, and once more: the answers are the same bytes.
  std::string Settle(const std::string& method, const Caller& caller,
                     const google::protobuf::Message& request) {
    const std::string first = UntilAnswered(method, caller, request);
    EXPECT_EQ(UntilAnswered(method, caller, request), first) << method;
    return first;
  }

  std::string UntilAnswered(const std::string& method, const Caller& caller,
                            const google::protobuf::Message& request) {
    for (int i = 0; i < kTries; ++i) {
      const auto answer = InvokeBytes(method, caller, request);
      if (answer) return *answer;
      EXPECT_EQ(answer.error().code(), ErrorCode::kUnavailable)
          << method << ": " << answer.error().Text(Language::kEnglish) << answer.error().cause();
    }
    ADD_FAILURE() << method << " is never answered";
    return "";
  }

  template <class Response>
  Response Settled(const std::string& method, const Caller& caller,
                   const google::protobuf::Message& request) {
    Response response;
    EXPECT_TRUE(response.ParseFromString(Settle(method, caller, request)));
    return response;
  }

  // Two facilities and a referral between them, from its draft to its end.
  void Live(const std::string& name) {
    const auto facility = [&](const std::string& office) {
      return Settled<v1::RegisterFacilityResponse>("RegisterFacility", Officer(office),
                                                   FacilityRequest(office, name))
          .facility()
          .facility_id();
    };
    const std::string sender = facility(kPangkalpinang);
    const std::string receiver = facility(kCiamis);
    const auto referral = Settled<v1::CreateReferralResponse>("CreateReferral", Agent(sender),
                                                              ReferralRequest(sender, receiver))
                              .referral()
                              .referral_id();
    Settle("SendReferral", Agent(sender), About<v1::SendReferralRequest>(referral));
    Settle("AcceptReferral", Clinician(receiver), About<v1::AcceptReferralRequest>(referral));
    auto completion = Completion(referral);
    completion.set_note("catatan");
    Settle("CompleteReferral", Clinician(receiver), completion);
    ++lives_;
  }

  // Every change has its event, its evidence and its answer, and none of these is there alone.
  void ExpectAllTogether() const {
    EXPECT_EQ(Count("SELECT count(*) FROM referrals WHERE state = 5 AND revision = 4"), lives_);
    EXPECT_EQ(Count("SELECT count(*) FROM referrals"), lives_);
    EXPECT_EQ(Count("SELECT count(*) FROM facilities"), 2 * lives_);
    EXPECT_EQ(Count("SELECT count(*) FROM person_texts"), 2 * lives_);
    EXPECT_EQ(Count("SELECT count(*) FROM request_ids WHERE answer IS NOT NULL"),
              kStepsOfALife * lives_);
    EXPECT_EQ(Count("SELECT count(*) FROM outbox"), kStepsOfALife * lives_);
    EXPECT_EQ(Count("SELECT count(*) FROM evidence"), kStepsOfALife * lives_);
    EXPECT_EQ(CountSubjectsThatDisagree("outbox"), 0);
    EXPECT_EQ(CountSubjectsThatDisagree("evidence"), 0);
    EXPECT_EQ(Count("SELECT count(*) FROM (SELECT subject FROM outbox GROUP BY subject "
                    "HAVING max(revision) <> count(*) OR min(revision) <> 1)"),
              0);
  }

  // Subjects whose rows in this table are not as many as the subject's revision says.
  std::int64_t CountSubjectsThatDisagree(const std::string& table) const {
    return Count(
        "WITH changed AS (SELECT 'referrals/' || referral_id AS subject, revision FROM referrals "
        "UNION ALL SELECT 'facilities/' || facility_id, revision FROM facilities), "
        "told AS (SELECT subject, count(*) AS n FROM " +
        table +
        " GROUP BY subject) "
        "SELECT count(*) FROM changed FULL JOIN told ON told.subject = changed.subject "
        "WHERE told.n IS NOT changed.revision");
  }

  // Starts what listens to the events: an inbox that notes each in the order of its effect.
  void Listen() {
    consumer_ = *SqliteDatabase::Open({folder_ / "consumer.db"});
    ASSERT_TRUE(consumer_->Migrate("inbox", InboxMigrations()));
    ASSERT_TRUE(consumer_->Migrate(
        "effects", {{1, "effects",
                     "CREATE TABLE effects (n INTEGER PRIMARY KEY AUTOINCREMENT, subject TEXT, "
                     "revision INTEGER, event_id TEXT) STRICT"}}));
    Inbox::Options options;
    options.service = "consumer";
    inbox_.emplace(
        *consumer_, clock_, metrics_, options,
        [](Transaction& tx, std::span<const Event> events) {
          for (const Event& event : events) {
            tx.Execute(Statement{"INSERT INTO effects (subject, revision, event_id) "
                                 "VALUES ($1, $2, $3)"},
                       {event.subject, event.revision, event.id.ToString()});
          }
          return Status::Ok();
        },
        [] {});
    reader_.emplace(log_->Consumer("consumer", {"sinergi.referrals.v1"}),
                    [this](std::span<const Event> events) { return inbox_->Receive(events); });
  }

  void TearDown() override {
    ReferralsFixture::TearDown();
    reader_.reset();
  }

  // Waits until every event of the outbox has had its effect, and looks at each.
  void ExpectEachEventOnceInOrder() {
    const std::int64_t events = Count("SELECT count(*) FROM outbox");
    ASSERT_TRUE(AwaitPublished());
    EXPECT_TRUE(sinergi::testing::Eventually([&] { return CountEffects() >= events; },
                                             "as many effects as events"));
    EXPECT_EQ(CountEffects(), events);
    const auto rows = consumer_->Query(
        Soon(), Statement{"SELECT subject, revision, event_id FROM effects ORDER BY n"}, {});
    std::map<std::string, std::int64_t> revisions;
    std::set<std::string> got;
    for (const Row& row : *rows) {
      EXPECT_EQ(row.Integer(1), ++revisions[row.Text(0)]) << row.Text(0);
      got.insert(row.Text(2));
    }
    const auto wanted = Texts(*sqlite_, "SELECT event_id FROM outbox");
    EXPECT_EQ(got, std::set(wanted.begin(), wanted.end()));
  }

  std::int64_t CountEffects() const {
    const auto rows = consumer_->Query(Soon(), Statement{"SELECT count(*) FROM effects"}, {});
    return rows->at(0).Integer(0);
  }

  int lives_ = 0;
  std::unique_ptr<SqliteDatabase> consumer_;
  std::optional<Inbox> inbox_;
  std::optional<Reader> reader_;
};

TEST_F(ReferralsFaultTest, WhicheverCallFailsChangesAndEventsStayTogether) {
  const std::int64_t before = database_->calls();
  Live("faultless");
  const std::int64_t calls = database_->calls() - before;
  ExpectAllTogether();
  for (const FailureMode mode : {FailureMode::kBefore, FailureMode::kAfter}) {
    for (std::int64_t n = 1; n <= calls; ++n) {
      const std::string name = (mode == FailureMode::kAfter ? "after " : "before ") +
                               std::to_string(n) + " of " + std::to_string(calls);
      SCOPED_TRACE(name);
      database_->FailCall(n, mode);
      Live(name);
      EXPECT_TRUE(database_->failed());
      ExpectAllTogether();
      if (HasFailure()) return;
    }
  }
  Listen();
  service_->StartWorkers(workers_);
  ExpectEachEventOnceInOrder();
}

TEST_F(ReferralsFaultTest, AFailedPublishNeitherLosesNorDoubles) {
  Listen();
  service_->StartWorkers(workers_);
  for (const FailureMode mode : {FailureMode::kBefore, FailureMode::kAfter}) {
    for (int i = 0; i < 10; ++i) {
      publisher_->FailCall(1, mode);
      Live((mode == FailureMode::kAfter ? "after " : "before ") + std::to_string(i));
      ASSERT_TRUE(AwaitPublished());
      EXPECT_TRUE(publisher_->failed());
    }
  }
  ExpectAllTogether();
  ExpectEachEventOnceInOrder();
}

TEST_F(ReferralsFaultTest, ACallThatFailsWhileTheRelayWorksNeitherLosesNorDoubles) {
  Listen();
  service_->StartWorkers(workers_);
  for (const FailureMode mode : {FailureMode::kBefore, FailureMode::kAfter}) {
    for (std::int64_t n = 1; n <= 120; n += 3) {
      database_->FailCall(n, mode);
      Live((mode == FailureMode::kAfter ? "after " : "before ") + std::to_string(n));
    }
  }
  ExpectAllTogether();
  ExpectEachEventOnceInOrder();
}

}  // namespace
}  // namespace sinergi::referrals
