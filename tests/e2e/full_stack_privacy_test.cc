// After people have lived through everything there is, nothing of them is found in logs, files of
// PostgreSQL, Kafka, Redis or metrics; and what is no secret is, so that the search is known to
// work.
#include <gmock/gmock.h>

#include "tests/e2e/full_stack_privacy_fixture.h"

namespace sinergi {
namespace {

using ::testing::IsEmpty;
using ::testing::Not;

TEST_F(FullStackPrivacyTest, NothingOfAPersonIsAnywhereButInTheVault) {
  const auto rejected = SentAnew();
  Read(Receiver(), rejected.referral_id());
  RejectOne(rejected.referral_id());
  const auto completed = SentAnew();
  CompleteOne(completed.referral_id());
  Read(Agent(), completed.referral_id());
  RevokeAndBreakGlass(completed.referral_id());
  BeRefused();
  (void)SentAnew();
  Find();
  PlayDemonstration();
  ASSERT_TRUE(AllToldOf());
  EXPECT_EQ(Get(1, Agent(), rejected.referral_id()), grpc::StatusCode::OK) << "now it is cached";
  const std::string redis = RedisBytes();
  const std::string metrics = MetricsText();
  (void)stack().Ask("postgres", "CHECKPOINT");
  EXPECT_THAT(FilesWith(Secrets()), IsEmpty());
  for (const std::string& secret : Secrets()) {
    EXPECT_FALSE(Holds(KafkaBytes(), secret)) << secret;
    EXPECT_FALSE(Holds(redis, secret)) << secret;
    EXPECT_FALSE(Holds(metrics, secret)) << secret;
  }
  EXPECT_THAT(FilesWith({rejected.reference()}), Not(IsEmpty()));
  EXPECT_TRUE(Holds(KafkaBytes(), rejected.reference()));
  EXPECT_TRUE(Holds(redis, rejected.reference()));
  EXPECT_TRUE(Holds(metrics, "sinergi_glass_broken_total"));
}

TEST_F(FullStackPrivacyTest, KeysBesideTheDataAreRefused) {
  std::string output;
  const std::string beside = servers().Url("postgres_services") + "/referrals";
  const int status = stack().RunProgram(
      "referrals-1", {{"SINERGI_REPLICA", "third"}, {"SINERGI_VAULT_KEYS", beside}}, {}, output);
  EXPECT_EQ(status, 1);
  EXPECT_TRUE(Holds(output, "keys are on the server of the service's own database")) << output;
}

TEST_F(FullStackPrivacyTest, WithoutTheKeysOfWhoIsReferredNothingStarts) {
  (void)SentAnew();
  stack().MakeVaultKeys("other_keys");
  const testing::FullStack::Settings other{
      {"SINERGI_REPLICA", "third"},
      {"SINERGI_VAULT_KEYS", servers().Url("vault_services") + "/other_keys"}};
  std::string output;
  ASSERT_EQ(stack().RunProgram("referrals-1", other, {"--migrate=true"}, output), 0) << output;
  EXPECT_EQ(stack().RunProgram("referrals-1", other, {}, output), 1);
  EXPECT_TRUE(Holds(output, "the vault has no person's key")) << output;
}

TEST_F(FullStackPrivacyTest, WhoIsRefusedIsCounted) {
  const auto stranger = testing::ActorOf(stack().data(), "office-officer", "BNNK-PALOPO");
  const auto hidden = SentAnew();
  const std::string count =
      "SELECT coalesce(sum(times), 0) FROM evidence_denials WHERE rule = 'REFERRAL_NOT_FOUND' AND "
      "caller = 'office-officer@BNNK-PALOPO' AND action LIKE '%/GetReferral'";
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(Get(i % 2 == 0 ? 0 : 1, stranger, hidden.referral_id()), grpc::StatusCode::NOT_FOUND);
  }
  EXPECT_TRUE(testing::Eventually(
      [&] {
        return stack()
                   .Ask("referrals", "SELECT CAST((" + count + ") AS BIGINT)")
                   .front()
                   .Integer(0) == 3;
      },
      "three refusals of one caller in both replicas' account"));
}

}  // namespace
}  // namespace sinergi
