#include "common/identity/development_issuer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "common/identity/jwt_verifier.h"
#include "common/identity/reasons.h"
#include "common/identity/token_keys.h"
#include "common/privacy/reasons.h"
#include "common/result/reasons.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using std::chrono::seconds;
using std::filesystem::perms;

class DevelopmentIssuerTest : public ::testing::Test {
 protected:
  std::unique_ptr<JwtVerifier> VerifierFor(const DevelopmentIssuer& issuer) {
    return *JwtVerifier::Create(
        *TokenKeys::Fixed(issuer.PublicKeys()),
        {std::string(DevelopmentIssuer::kIssuer), std::string(DevelopmentIssuer::kAudience)},
        clock_);
  }

  testing::TemporaryFolder folder_;
  const std::filesystem::path file_ = folder_ / "key.jwk";
  ManualClock clock_{Instant(seconds(1'772'600'000))};
};

TEST_F(DevelopmentIssuerTest, IssuesWhatItsPublicKeyVerifies) {
  const auto issuer = *DevelopmentIssuer::Open(file_);
  const Caller agent{"agent-7", {"ibm-agent", "operator"}, "BNNK-5171", "f-1", {}, "pencegahan",
                     "POLRES-1"};
  const auto token = issuer->Issue(agent, clock_.Now(), seconds(600));
  ASSERT_TRUE(token);
  const auto caller = VerifierFor(*issuer)->Verify(*token);
  ASSERT_TRUE(caller) << caller.error().cause();
  EXPECT_EQ(caller->subject, agent.subject);
  EXPECT_EQ(caller->roles, agent.roles);
  EXPECT_EQ(caller->office, agent.office);
  EXPECT_EQ(caller->facility, agent.facility);
  EXPECT_EQ(caller->deputy, agent.deputy);
  EXPECT_EQ(caller->agency, agent.agency);
  EXPECT_EQ(caller->expires, clock_.Now() + seconds(600));
}

TEST_F(DevelopmentIssuerTest, KeepsItsKeyInAFileOfItsOwnersOnly) {
  const auto first = *DevelopmentIssuer::Open(file_);
  EXPECT_EQ(std::filesystem::status(file_).permissions(), perms::owner_read | perms::owner_write);
  const auto again = *DevelopmentIssuer::Open(file_);
  EXPECT_EQ(again->PublicKeys(), first->PublicKeys());
}

TEST_F(DevelopmentIssuerTest, NeverShowsItsPrivateKey) {
  const auto issuer = *DevelopmentIssuer::Open(file_);
  EXPECT_EQ(issuer->PublicKeys().find("\"d\""), std::string::npos);
}

TEST_F(DevelopmentIssuerTest, RefusesAFileThatOthersMayRead) {
  ASSERT_TRUE(DevelopmentIssuer::Open(file_));
  for (const perms more : {perms::group_read, perms::others_read, perms::others_write}) {
    std::filesystem::permissions(file_, perms::owner_read | more);
    const auto issuer = DevelopmentIssuer::Open(file_);
    ASSERT_FALSE(issuer);
    EXPECT_TRUE(issuer.error().Is(reasons::kKeyFileUnusable));
  }
}

TEST_F(DevelopmentIssuerTest, RefusesAFileThatHoldsNoPrivateP256Key) {
  const auto issuer = *DevelopmentIssuer::Open(file_);
  for (const std::string& text : {std::string(), std::string("not JSON"), issuer->PublicKeys(),
                                  std::string(R"({"kty":"oct","k":"AAAA"})")}) {
    std::ofstream(file_, std::ios::trunc) << text;
    EXPECT_FALSE(DevelopmentIssuer::Open(file_)) << text;
  }
}

TEST_F(DevelopmentIssuerTest, SettlesOnOneKeyWhenManyMakeIt) {
  std::vector<std::string> keys(8);
  {
    std::vector<std::jthread> threads;
    for (std::string& key : keys) {
      threads.emplace_back([&] { key = (*DevelopmentIssuer::Open(file_))->PublicKeys(); });
    }
  }
  for (const std::string& key : keys) EXPECT_EQ(key, keys.front());
}

TEST_F(DevelopmentIssuerTest, DoesNotIssueForNobody) {
  const auto issuer = *DevelopmentIssuer::Open(file_);
  EXPECT_TRUE(issuer->Issue({}, clock_.Now(), seconds(1)).error().Is(reasons::kFieldRequired));
}

TEST_F(DevelopmentIssuerTest, IsNotBelievedByAnotherKey) {
  const auto issuer = *DevelopmentIssuer::Open(file_);
  const auto other = *DevelopmentIssuer::Open(folder_ / "other.jwk");
  const auto token = *issuer->Issue({"a", {}, "", "", {}}, clock_.Now(), seconds(600));
  EXPECT_TRUE(VerifierFor(*other)->Verify(token).error().Is(reasons::kTokenInvalid));
}

}  // namespace
}  // namespace sinergi
