#include <gtest/gtest.h>

#include "common/identity/jwt_verifier.h"
#include "common/identity/reasons.h"
#include "common/identity/token_keys.h"
#include "tests/unit/token_maker.h"

namespace sinergi {
namespace {

using testing::TokenMaker;

const TokenMaker& Elliptic() {
  static const TokenMaker maker = TokenMaker::P256();
  return maker;
}

const TokenMaker& Rsa() {
  static const TokenMaker maker = TokenMaker::Rsa(2048);
  return maker;
}

std::string Set(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }

class KeySetTest : public ::testing::Test {
 protected:
  std::string Refusal(const std::string& jwks) {
    const auto made = TokenKeys::Fixed(jwks);
    if (made) return "accepted";
    return made.error().Is(reasons::kTokenKeysInvalid) ? made.error().cause() : "another reason";
  }

  ManualClock clock_{Instant()};
};

TEST_F(KeySetTest, PassesOverKeysThatAreNotForTokens) {
  const std::string others = R"({"kty":"OKP","crv":"Ed25519","kid":"a","x":"AA"},)" +
                             Rsa().Jwk("enc", R"(,"use":"enc")") + ",";
  EXPECT_EQ(Refusal(Set(others + Elliptic().Jwk("ec", R"(,"use":"sig","alg":"ES256")"))),
            "accepted");
  EXPECT_EQ(Refusal(Set(others + "7")), "no RSA or P-256 key for signatures in it");
}

TEST_F(KeySetTest, RefusesSecretsBesidePublicKeys) {
  const std::string cause = "it holds a private or symmetric key";
  EXPECT_EQ(Refusal(Set(Elliptic().Jwk("ec", R"(,"d":"AAAA")"))), cause);
  EXPECT_EQ(Refusal(Set(Elliptic().Jwk("ec") + R"(,{"kty":"oct","kid":"x","k":"AAAA"})")), cause);
}

TEST_F(KeySetTest, RefusesKeysItCannotTellApartOrTrust) {
  EXPECT_EQ(Refusal(Set(Elliptic().Jwk("a") + "," + Rsa().Jwk("a"))), "two keys share a kid");
  EXPECT_EQ(Refusal(Set(Elliptic().Jwk("") + "," + Rsa().Jwk("a"))), "one of the keys has no kid");
  EXPECT_EQ(Refusal(Set(R"({"kty":"EC","crv":"P-256","kid":7,"x":"AA","y":"AA"})")),
            "a kid is no text");
  EXPECT_EQ(Refusal(Set(TokenMaker::Rsa(1024).Jwk("small"))),
            "an RSA key has fewer than 2048 bits");
  EXPECT_EQ(Refusal(Set(R"({"kty":"EC","crv":"P-256","kid":"a","x":"AA","y":"AA"})")),
            "a key has no usable numbers");
}

TEST_F(KeySetTest, RefusesTextThatIsNoKeySet) {
  for (const char* text : {"", "{}", "[]", R"({"keys":{}})", R"({"keys":[]})", "{\"keys\":["}) {
    EXPECT_NE(Refusal(text), "accepted") << text;
  }
}

TEST_F(KeySetTest, KeepsAKeyToTheAlgorithmItIsFor) {
  const auto verifier =
      JwtVerifier::Create(*TokenKeys::Fixed(Set(Rsa().Jwk("rsa", R"(,"alg":"PS256")"))),
                          {"issuer", "audience"}, clock_);
  ASSERT_TRUE(verifier);
  const std::string payload = R"({"iss":"issuer","aud":"audience","sub":"a","exp":300})";
  EXPECT_TRUE((*verifier)->Verify(Rsa().Sign("PS256", R"({"alg":"PS256","kid":"rsa"})", payload)));
  EXPECT_FALSE((*verifier)->Verify(Rsa().Sign("RS256", R"({"alg":"RS256","kid":"rsa"})", payload)));
}

TEST_F(KeySetTest, NeedsAnIssuerAndAnAudience) {
  const std::string keys = Set(Elliptic().Jwk("ec"));
  EXPECT_FALSE(JwtVerifier::Create(*TokenKeys::Fixed(keys), {"", "audience"}, clock_));
  EXPECT_FALSE(JwtVerifier::Create(*TokenKeys::Fixed(keys), {"issuer", ""}, clock_));
}

}  // namespace
}  // namespace sinergi
