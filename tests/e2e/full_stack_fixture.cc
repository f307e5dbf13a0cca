#include "tests/e2e/full_stack_fixture.h"

namespace sinergi {

namespace v1 = referrals::v1;

// Before the first test and after the last one of the program.
class FullStackTest::Begin final : public ::testing::Environment {
 public:
  void SetUp() override {
    world = std::make_unique<World>();
    if (!world->stack.Start()) return;
    world->office = std::make_unique<testing::FullStackOffice>(world->stack);
    for (const auto& address : world->stack.Addresses("referrals")) {
      world->referrals.push_back(std::make_unique<testing::Client>(address));
    }
    world->subscriber = std::make_unique<testing::FullStackSubscriber>(
        world->stack, *world->office,
        [](const auto& notification) { world->account.Seen(notification); });
    world->endpoint = std::make_unique<testing::FullStackEndpoint>(world->stack, *world->office);
    world->runs = true;
  }

  void TearDown() override { world.reset(); }

  static std::unique_ptr<World> world;
  static const ::testing::Environment* const registered;
};

std::unique_ptr<FullStackTest::World> FullStackTest::Begin::world;
const ::testing::Environment* const FullStackTest::Begin::registered =
    ::testing::AddGlobalTestEnvironment(new Begin);

FullStackTest::World& FullStackTest::world() { return *Begin::world; }

void FullStackTest::SetUp() {
  if (servers().is_missing()) GTEST_SKIP() << "Kafka cannot be had on this machine";
  ASSERT_TRUE(world().runs) << "the stack did not start";
}

void FullStackTest::TearDown() {
  if (!world().runs) return;
  EXPECT_TRUE(AllSeen());
  for (const auto& difference : world().account.Differences()) ADD_FAILURE() << difference;
  EXPECT_TRUE(AllPosted());
  for (const auto& problem : world().endpoint->Problems()) ADD_FAILURE() << problem;
}

testing::FullStack::Settings FullStackTest::Settings() {
  auto settings = testing::FullStackEndpoint::kSettings;
  settings["SINERGI_REFERRALS_RELAY_LEASE"] = "2s";
  settings["SINERGI_REFERRALS_RELAY_POLL"] = "200ms";
  return settings;
}

std::unique_ptr<grpc::ClientContext> FullStackTest::As(const testing::Actor& actor) {
  auto context = testing::Client::ContextFor(actor);
  context->set_wait_for_ready(true);
  return context;
}

v1::CreateReferralRequest FullStackTest::NewReferral() {
  return testing::ReferralRequest(world().office->unit, world().office->clinic);
}

void FullStackTest::Accepted(const v1::Referral& referral) {
  world().account.Accepted(
      {"", "", "", "", "referrals/" + referral.referral_id(), referral.revision()});
}

v1::Referral FullStackTest::Create(std::size_t replica) {
  v1::CreateReferralResponse response;
  const auto status =
      At(replica).CreateReferral(As(world().office->agent).get(), NewReferral(), &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  if (status.ok()) Accepted(response.referral());
  return response.referral();
}

v1::Referral FullStackTest::Send(std::size_t replica, const std::string& id) {
  v1::SendReferralRequest request;
  request.set_request_id(testing::NewRequestId());
  request.set_referral_id(id);
  v1::SendReferralResponse response;
  const auto status = At(replica).SendReferral(As(world().office->agent).get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  if (status.ok()) Accepted(response.referral());
  return response.referral();
}

v1::Referral FullStackTest::Accept(std::size_t replica, const std::string& id) {
  v1::AcceptReferralRequest request;
  request.set_request_id(testing::NewRequestId());
  request.set_referral_id(id);
  v1::AcceptReferralResponse response;
  const auto status =
      At(replica).AcceptReferral(As(world().office->receiver).get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  if (status.ok()) Accepted(response.referral());
  return response.referral();
}

v1::Referral FullStackTest::Complete(std::size_t replica, const std::string& id) {
  v1::CompleteReferralRequest request;
  request.set_request_id(testing::NewRequestId());
  request.set_referral_id(id);
  request.mutable_outcome()->set_result(v1::OUTCOME_RESULT_FINISHED);
  v1::CompleteReferralResponse response;
  const auto status =
      At(replica).CompleteReferral(As(world().office->receiver).get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  if (status.ok()) Accepted(response.referral());
  return response.referral();
}

v1::Referral FullStackTest::Get(std::size_t replica, const std::string& id) {
  v1::GetReferralRequest request;
  request.set_referral_id(id);
  v1::GetReferralResponse response;
  const auto status = At(replica).GetReferral(As(world().office->agent).get(), request, &response);
  EXPECT_TRUE(status.ok()) << status.error_message();
  return response.referral();
}

::testing::AssertionResult FullStackTest::AllSeen(std::chrono::milliseconds time) {
  return testing::Eventually(
      [] { return world().account.SeenCount() >= world().account.AcceptedCount(); },
      "the subscriber has seen every accepted change", time);
}

::testing::AssertionResult FullStackTest::AllPosted() {
  return testing::Eventually(
      [] { return world().endpoint->Count() >= world().account.AcceptedCount(); },
      "every accepted change was posted to the endpoint", kPatience);
}

}  // namespace sinergi
