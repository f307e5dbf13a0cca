// How the identity provider's keys come and go.
#include "common/identity/token_keys.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "common/identity/cached_token_verifier.h"
#include "common/identity/jwt_verifier.h"
#include "common/identity/reasons.h"
#include "tests/support/eventually.h"
#include "tests/unit/token_maker.h"

namespace sinergi {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using testing::Eventually;
using testing::TokenMaker;

constexpr Reason kUnreachable{ErrorCode::kUnavailable, "UNREACHABLE", "", ""};

class TokenKeysTest : public ::testing::Test {
 protected:
  std::string SetOf(const std::vector<std::string>& key_ids) const {
    std::string keys;
    for (const std::string& id : key_ids) keys += (keys.empty() ? "" : ",") + maker_.Jwk(id);
    return R"({"keys":[)" + keys + "]}";
  }

  // From now on the provider has these keys.
  void Publish(const std::vector<std::string>& key_ids) {
    const std::lock_guard lock(mutex_);
    published_ = SetOf(key_ids);
  }

  Result<std::string> Read() {
    const std::lock_guard lock(mutex_);
    ++reads_;
    if (broken_) return Error::Of(kUnreachable);
    return published_;
  }

  // What a token signed by the key of this name gets: OK, or the reason of its refusal.
  std::string Verdict(const std::string& key_id) {
    const std::string token =
        maker_.Sign("ES256", R"({"alg":"ES256","kid":")" + key_id + R"("})",
                    R"({"iss":"sso","aud":"sinergi","sub":"agent-7","exp":4102444800})");
    const auto caller = cached_.Verify(token);
    return caller ? "OK" : std::string(caller.error().reason().name);
  }

  const TokenMaker maker_ = TokenMaker::P256();
  std::mutex mutex_;
  std::string published_ = SetOf({"old"});  // guarded by mutex_
  bool broken_ = false;                     // guarded by mutex_
  int reads_ = 0;                           // guarded by mutex_
  ManualClock clock_{Instant(seconds(1'772'600'000))};
  const std::shared_ptr<TokenKeys> keys_ =
      *TokenKeys::Open([this] { return Read(); },
                       {.refresh = hours(1), .pause = seconds(10), .keep = hours(24)}, clock_);
  const std::unique_ptr<JwtVerifier> verifier_ =
      *JwtVerifier::Create(keys_, {"sso", "sinergi"}, clock_);
  const CachedTokenVerifier cached_{*verifier_, clock_};
};

TEST_F(TokenKeysTest, AKeyThatAppearsIsLookedForAndThenAccepted) {
  Publish({"old", "new"});
  clock_.Advance(seconds(10));
  EXPECT_EQ(Verdict("old"), "OK");
  EXPECT_EQ(Verdict("new"), "TOKEN_KEY_NOT_KNOWN_YET");
  ASSERT_TRUE(keys_->Refresh());
  EXPECT_EQ(Verdict("new"), "OK");
}

TEST_F(TokenKeysTest, OfAKeyWithoutANameAWrongSignatureMayBeThatOfItsSuccessor) {
  const TokenMaker next = TokenMaker::P256();
  const auto verdict = [&] {
    const auto caller = verifier_->Verify(
        next.Sign("ES256", R"({"alg":"ES256"})",
                  R"({"iss":"sso","aud":"sinergi","sub":"agent-7","exp":4102444800})"));
    return caller ? "OK" : std::string(caller.error().reason().name);
  };
  clock_.Advance(seconds(10));
  EXPECT_EQ(verdict(), "TOKEN_KEY_NOT_KNOWN_YET");
  {
    const std::lock_guard lock(mutex_);
    published_ = R"({"keys":[)" + next.Jwk("") + "]}";
  }
  ASSERT_TRUE(keys_->Refresh());
  EXPECT_EQ(verdict(), "OK");
}

TEST_F(TokenKeysTest, WhoIsToldToTryAgainIsToldWhen) {
  clock_.Advance(seconds(10));
  const auto refused =
      verifier_->Verify(maker_.Sign("ES256", R"({"alg":"ES256","kid":"new"})", "{}"));
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().retry_after());
}

TEST_F(TokenKeysTest, AStrangersKeyMakesItReadAtMostOnceInAWhile) {
  EXPECT_EQ(Verdict("stranger"), "TOKEN_INVALID");  // they were read just now
  clock_.Advance(seconds(10));
  EXPECT_EQ(Verdict("stranger"), "TOKEN_KEY_NOT_KNOWN_YET");
  ASSERT_TRUE(keys_->Refresh());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(Verdict("stranger"), "TOKEN_INVALID");
  clock_.Advance(seconds(10));
  EXPECT_EQ(Verdict("stranger"), "TOKEN_KEY_NOT_KNOWN_YET");
}

TEST_F(TokenKeysTest, ATokenThatIsRememberedEndsWithItsKey) {
  EXPECT_EQ(Verdict("old"), "OK");
  Publish({"new"});
  ASSERT_TRUE(keys_->Refresh());
  EXPECT_EQ(Verdict("old"), "TOKEN_INVALID");
  EXPECT_EQ(Verdict("new"), "OK");
}

TEST_F(TokenKeysTest, TheSameKeysAgainChangeNothing) {
  const std::uint64_t edition = keys_->Edition();
  ASSERT_TRUE(keys_->Refresh());
  EXPECT_EQ(keys_->Edition(), edition);
}

TEST_F(TokenKeysTest, KeysStayWhileTheProviderIsAwayButNotForEver) {
  broken_ = true;
  clock_.Advance(hours(24) - seconds(1));
  EXPECT_FALSE(keys_->Refresh());
  EXPECT_EQ(Verdict("old"), "OK");
  clock_.Advance(seconds(1));
  EXPECT_FALSE(keys_->Refresh());
  EXPECT_NE(Verdict("old"), "OK");
  broken_ = false;
  ASSERT_TRUE(keys_->Refresh());
  EXPECT_EQ(Verdict("old"), "OK");
}

TEST_F(TokenKeysTest, WhatIsNoKeySetLeavesTheKeysAsTheyAre) {
  {
    const std::lock_guard lock(mutex_);
    published_ = "<html>";
  }
  EXPECT_FALSE(keys_->Refresh());
  EXPECT_EQ(Verdict("old"), "OK");
}

TEST_F(TokenKeysTest, ItsWorkerReadsWhenItIsAsked) {
  std::jthread worker([this](std::stop_token stop) { keys_->Run(std::move(stop)); });
  Publish({"new"});
  clock_.Advance(seconds(10));
  EXPECT_EQ(Verdict("new"), "TOKEN_KEY_NOT_KNOWN_YET");
  EXPECT_TRUE(Eventually([this] { return Verdict("new") == "OK"; }, "the key is known"));
  const std::lock_guard lock(mutex_);
  EXPECT_EQ(reads_, 2);
}

TEST_F(TokenKeysTest, WithoutKeysAtTheStartThereIsNothingToTrust) {
  const auto opened = TokenKeys::Open([] { return Error::Of(kUnreachable); }, {}, clock_);
  ASSERT_FALSE(opened);
  EXPECT_TRUE(opened.error().Is(kUnreachable));
  EXPECT_FALSE(TokenKeys::Fixed("<html>"));
}

}  // namespace
}  // namespace sinergi
