#include "common/identity/cached_token_verifier.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "common/identity/development_issuer.h"
#include "common/identity/jwt_verifier.h"
#include "common/identity/reasons.h"
#include "common/identity/token_keys.h"
#include "tests/support/temporary_folder.h"

namespace sinergi {
namespace {

using std::chrono::seconds;

// Counts how often the wrapped verifier is asked.
class CountingVerifier final : public TokenVerifier {
 public:
  explicit CountingVerifier(const TokenVerifier& verifier) : verifier_(verifier) {}

  Result<Caller> Verify(std::string_view token) const override {
    ++asked;
    return verifier_.Verify(token);
  }

  std::uint64_t Edition() const override { return edition; }

  mutable std::atomic<int> asked{0};
  std::atomic<std::uint64_t> edition{1};

 private:
  const TokenVerifier& verifier_;
};

class CachedTokenVerifierTest : public ::testing::Test {
 protected:
  std::string TokenFor(const std::string& subject) {
    return *issuer_->Issue({subject, {"operator"}, "", "", {}}, clock_.Now(), seconds(300));
  }

  testing::TemporaryFolder folder_;
  ManualClock clock_{Instant(seconds(1'772'600'000))};
  std::unique_ptr<DevelopmentIssuer> issuer_ = *DevelopmentIssuer::Open(folder_ / "key");
  std::unique_ptr<JwtVerifier> verifier_ = *JwtVerifier::Create(
      *TokenKeys::Fixed(issuer_->PublicKeys()),
      {std::string(DevelopmentIssuer::kIssuer), std::string(DevelopmentIssuer::kAudience)}, clock_);
  CountingVerifier counting_{*verifier_};
  CachedTokenVerifier cached_{counting_, clock_, 2};
};

TEST_F(CachedTokenVerifierTest, ChecksAnAcceptedTokenOnce) {
  const std::string token = TokenFor("a");
  for (int i = 0; i < 3; ++i) {
    const auto caller = cached_.Verify(token);
    ASSERT_TRUE(caller);
    EXPECT_EQ(caller->subject, "a");
    EXPECT_EQ(caller->roles, std::vector<std::string>{"operator"});
  }
  EXPECT_EQ(counting_.asked, 1);
}

TEST_F(CachedTokenVerifierTest, ForgetsATokenWhenItExpires) {
  const std::string token = TokenFor("a");
  ASSERT_TRUE(cached_.Verify(token));
  clock_.Advance(seconds(300));
  ASSERT_TRUE(cached_.Verify(token));  // by the clock's tolerance, checked again
  EXPECT_EQ(counting_.asked, 2);
  clock_.Advance(seconds(60));
  EXPECT_TRUE(cached_.Verify(token).error().Is(reasons::kTokenExpired));
}

TEST_F(CachedTokenVerifierTest, NeverRemembersARefusal) {
  std::string token = TokenFor("a");
  token[token.size() / 2] = token[token.size() / 2] == 'A' ? 'B' : 'A';
  EXPECT_FALSE(cached_.Verify(token));
  EXPECT_FALSE(cached_.Verify(token));
  EXPECT_EQ(counting_.asked, 2);
}

TEST_F(CachedTokenVerifierTest, DropsTheLeastRecentlyUsedWhenItIsFull) {
  const std::string a = TokenFor("a"), b = TokenFor("b"), c = TokenFor("c");
  for (const std::string& token : {a, b, a, c}) ASSERT_TRUE(cached_.Verify(token));
  EXPECT_EQ(counting_.asked, 3);
  ASSERT_TRUE(cached_.Verify(a));
  EXPECT_EQ(counting_.asked, 3);
  ASSERT_TRUE(cached_.Verify(b));
  EXPECT_EQ(counting_.asked, 4);
}

TEST_F(CachedTokenVerifierTest, TellsCallersApartUnderManyThreads) {
  const std::vector<std::string> tokens{TokenFor("0"), TokenFor("1"), TokenFor("2")};
  std::atomic<int> wrong{0};
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (std::size_t i = 0; i < 300; ++i) {
        const auto caller = cached_.Verify(tokens[i % 3]);
        if (!caller || caller->subject != std::to_string(i % 3)) ++wrong;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace sinergi
