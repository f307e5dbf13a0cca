#include "common/outbox/changes.h"

#include <latch>
#include <thread>

#include "tests/support/forwarding_database.h"
#include "tests/unit/outbox_fixture.h"

namespace sinergi {
namespace {

using ::testing::ElementsAre;
using testing::FailureMode;

// Begin, the request_id's row, the effect, the answer, commit.
constexpr std::int64_t kCallsOfAChange = 5;

// Loses the connection after so many of the next transactions, whatever came of them.
class LosingDatabase final : public testing::ForwardingDatabase {
 public:
  LosingDatabase(Database& inner, int losses) : ForwardingDatabase(inner), losses_(losses) {}

  Status Transact(const Terms& terms, const Work& work) override {
    Status done = ForwardingDatabase::Transact(terms, work);
    if (losses_-- > 0) return Error::Of(reasons::kUnavailable);
    return done;
  }

 private:
  int losses_;
};

class ChangesTest : public OutboxFixture {
 protected:
  static ChangeRequest Request(const std::string& id = "id-1") {
    return {"officer", "Send", id, "hash of the content"};
  }

  // Leaves one effect; every run of it would answer otherwise.
  Changes::Change Effect() {
    return [this](Transaction& tx) -> Result<std::string> {
      AddEffect(tx, "a", 1);
      return "answer " + std::to_string(++runs_);
    };
  }

  Changes On(Database& database) {
    return Changes(database, clock_, [this] { ++commits_told_; });
  }

  Result<std::string> Once(const ChangeRequest& request) {
    return On(*database_).Once(request, Soon(), Effect());
  }

  std::atomic<int> runs_ = 0;
  std::atomic<int> commits_told_ = 0;
};

TEST_F(ChangesTest, ARepeatGetsTheFirstAnswerAndHasNoEffect) {
  const auto first = Once(Request());
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, "answer 1");
  clock_.Advance(std::chrono::hours(24));
  const auto again = Once(Request());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *first);
  EXPECT_THAT(Effects(), ElementsAre("a#1"));
}

TEST_F(ChangesTest, ARepeatAfterARestartGetsTheFirstAnswer) {
  const auto first = Once(Request());
  Reopen();
  const auto again = Once(Request());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, *first);
  EXPECT_EQ(CountRows("effects"), 1);
}

TEST_F(ChangesTest, AnswersAreBytesOfAnyKind) {
  const std::string bytes("\0\xff\n", 3);
  const Changes::Change change = [&](Transaction&) { return Result<std::string>(bytes); };
  ASSERT_TRUE(On(*database_).Once(Request(), Soon(), change));
  EXPECT_EQ(*On(*database_).Once(Request(), Soon(), change), bytes);
}

TEST_F(ChangesTest, ARequestIdIsNotForAnotherContent) {
  ASSERT_TRUE(Once(Request()));
  ChangeRequest other = Request();
  other.content_hash = "another";
  const auto refused = Once(other);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code(), ErrorCode::kInvalidArgument);
  EXPECT_TRUE(refused.error().Is(reasons::kRequestIdReused));
  EXPECT_EQ(refused.error().violations().at(0).field, "request_id");
  EXPECT_EQ(CountRows("effects"), 1);
}

TEST_F(ChangesTest, AnotherCallerOrMethodMayUseTheSameId) {
  ChangeRequest caller = Request();
  caller.caller = "somebody else";
  ChangeRequest method = Request();
  method.method = "Accept";
  EXPECT_EQ(*Once(Request()), "answer 1");
  EXPECT_EQ(*Once(caller), "answer 2");
  EXPECT_EQ(*Once(method), "answer 3");
  EXPECT_EQ(CountRows("effects"), 3);
}

TEST_F(ChangesTest, AnErrorLeavesNothingAndTheIdStaysFree) {
  Changes changes = On(*database_);
  const auto failed = changes.Once(Request(), Soon(), [](Transaction& tx) -> Result<std::string> {
    AddEffect(tx, "wrong", 1);
    return Error::Of(reasons::kEtagMismatch, {{"resource", "it"}});
  });
  ASSERT_FALSE(failed);
  EXPECT_TRUE(failed.error().Is(reasons::kEtagMismatch));
  EXPECT_EQ(CountRows("request_ids") + CountRows("effects"), 0);
  EXPECT_EQ(commits_told_, 0);
  ChangeRequest corrected = Request();
  corrected.content_hash = "corrected";
  EXPECT_TRUE(Once(corrected));
  EXPECT_THAT(Effects(), ElementsAre("a#1"));
}

TEST_F(ChangesTest, TwoAtOnceHaveOneEffectAndTheSameAnswer) {
  constexpr int kPairs = 30;
  for (int i = 0; i < kPairs; ++i) {
    const ChangeRequest request = Request("id-" + std::to_string(i));
    std::latch start(2);
    std::string answers[2];
    {
      const auto call = [&](int who) {
        start.arrive_and_wait();
        const auto answer = Once(request);
        answers[who] = answer ? *answer : answer.error().Text(Language::kEnglish);
      };
      const std::jthread one(call, 0);
      const std::jthread other(call, 1);
    }
    EXPECT_EQ(answers[0], answers[1]);
    EXPECT_EQ(CountRows("effects"), i + 1);
  }
}

TEST_F(ChangesTest, ACommitWhoseConfirmationIsLostIsAnsweredAsWhatItWas) {
  database_->FailCall(kCallsOfAChange, FailureMode::kAfter);
  const auto answer = Once(Request());
  ASSERT_TRUE(database_->failed());
  ASSERT_TRUE(answer) << answer.error().cause();
  EXPECT_EQ(*answer, "answer 1");
  EXPECT_EQ(CountRows("effects"), 1);
  EXPECT_EQ(commits_told_, 1) << "the relay must learn of the event";
  EXPECT_EQ(*Once(Request()), "answer 1");
}

TEST_F(ChangesTest, OneFailedCallIsNotNoticed) {
  ASSERT_TRUE(Once(Request("counts")));
  ASSERT_EQ(database_->calls(), kCallsOfAChange);
  for (const FailureMode mode : {FailureMode::kBefore, FailureMode::kAfter}) {
    for (std::int64_t n = 1; n <= kCallsOfAChange; ++n) {
      const std::int64_t before = CountRows("effects");
      const ChangeRequest request =
          Request(std::to_string(n) + (mode == FailureMode::kAfter ? "-after" : "-before"));
      database_->FailCall(n, mode);
      const auto answer = Once(request);
      ASSERT_TRUE(answer) << request.request_id << ": " << answer.error().cause();
      ASSERT_TRUE(database_->failed());
      EXPECT_EQ(CountRows("effects"), before + 1) << request.request_id;
      EXPECT_EQ(*Once(request), *answer) << request.request_id;
    }
  }
}

TEST_F(ChangesTest, ASecondLossIsUnavailableAndTheNextRepeatGetsTheFirstAnswer) {
  LosingDatabase losing(*sqlite_, 2);
  Changes changes = On(losing);
  const auto lost = changes.Once(Request(), Soon(), Effect());
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().code(), ErrorCode::kUnavailable);
  const auto again = changes.Once(Request(), Soon(), Effect());
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, "answer 1");
  EXPECT_EQ(CountRows("effects"), 1);
}

TEST_F(ChangesTest, NothingIsTriedAgainWhenTheCallersTimeIsOver) {
  LosingDatabase losing(*sqlite_, 1);
  const auto late = On(losing).Once(
      Request(), Deadline::At(Deadline::Clock::now() - std::chrono::seconds(1)), Effect());
  ASSERT_FALSE(late);
  EXPECT_EQ(CountRows("request_ids") + CountRows("effects"), 0);
}

}  // namespace
}  // namespace sinergi
