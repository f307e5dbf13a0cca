#include "common/identity/jwt_verifier.h"

#include <gtest/gtest.h>

#include "common/identity/reasons.h"
#include "common/identity/token_keys.h"
#include "tests/unit/token_maker.h"

namespace sinergi {
namespace {

using std::chrono::seconds;
using testing::Base64Url;
using testing::TokenMaker;

constexpr std::int64_t kNow = 1'772'600'000;

const TokenMaker& Elliptic() {
  static const TokenMaker maker = TokenMaker::P256();
  return maker;
}

const TokenMaker& Rsa() {
  static const TokenMaker maker = TokenMaker::Rsa(2048);
  return maker;
}

const TokenMaker& Stranger() {
  static const TokenMaker maker = TokenMaker::P256();
  return maker;
}

std::string Set(const std::string& keys) { return R"({"keys":[)" + keys + "]}"; }

std::string Header(const std::string& algorithm, const std::string& key_id = "ec") {
  return R"({"alg":")" + algorithm + R"(","kid":")" + key_id + R"("})";
}

// A payload that passes, with `changes` in place of or besides its members.
std::string Payload(const std::string& times = "", const std::string& more = "",
                    const std::string& audience = R"("sinergi")",
                    const std::string& issuer = "https://sso.example") {
  const std::string ends = times.empty() ? R"("exp":)" + std::to_string(kNow + 300) : times;
  return R"({"iss":")" + issuer + R"(","aud":)" + audience + R"(,"sub":"agent-7",)" + ends + more +
         "}";
}

class JwtVerifierTest : public ::testing::Test {
 protected:
  Result<Caller> Verify(std::string_view token) { return verifier_->Verify(token); }

  Result<Caller> VerifyPayload(const std::string& payload) {
    return Verify(Elliptic().Sign("ES256", Header("ES256"), payload));
  }

  // The cause of a refusal that must be TOKEN_INVALID.
  std::string Refusal(std::string_view token) {
    const auto result = Verify(token);
    if (result) return "accepted";
    return result.error().Is(reasons::kTokenInvalid) ? result.error().cause() : "another reason";
  }
  std::string PayloadRefusal(const std::string& payload) {
    return Refusal(Elliptic().Sign("ES256", Header("ES256"), payload));
  }

  const std::string keys_ = Set(Elliptic().Jwk("ec") + "," + Rsa().Jwk("rsa"));
  ManualClock clock_{Instant(seconds(kNow))};
  const std::unique_ptr<JwtVerifier> verifier_ = *JwtVerifier::Create(
      *TokenKeys::Fixed(keys_), {"https://sso.example", "sinergi", seconds(60)}, clock_);
};

TEST_F(JwtVerifierTest, TellsWhoCallsFromEveryAcceptedAlgorithm) {
  for (const char* algorithm : {"RS256", "PS256"}) {
    const auto caller = Verify(Rsa().Sign(algorithm, Header(algorithm, "rsa"), Payload()));
    ASSERT_TRUE(caller) << algorithm << ": " << caller.error().cause();
    EXPECT_EQ(caller->subject, "agent-7");
  }
  ASSERT_TRUE(VerifyPayload(Payload()));
}

TEST_F(JwtVerifierTest, ReadsRolesOfficeFacilityAndEnd) {
  const auto caller = VerifyPayload(
      Payload("", R"(,"roles":["ibm-agent","operator"],"office":"BNNK-5171","facility":"f-1")"));
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->roles, (std::vector<std::string>{"ibm-agent", "operator"}));
  EXPECT_EQ(caller->office, "BNNK-5171");
  EXPECT_EQ(caller->facility, "f-1");
  EXPECT_EQ(caller->expires, Instant(seconds(kNow + 300)));
}

TEST_F(JwtVerifierTest, GivesNoRolesToATokenWithoutThem) {
  const auto caller = VerifyPayload(Payload());
  ASSERT_TRUE(caller);
  EXPECT_TRUE(caller->roles.empty());
}

TEST_F(JwtVerifierTest, AsksForATokenWhenThereIsNone) {
  EXPECT_TRUE(Verify("").error().Is(reasons::kTokenMissing));
}

TEST_F(JwtVerifierTest, RefusesAnUnsignedToken) {
  const std::string payload = "." + Base64Url(Payload()) + ".";
  EXPECT_NE(Refusal(Base64Url(R"({"alg":"none"})") + payload), "accepted");
  EXPECT_NE(Refusal(Base64Url(Header("none")) + payload), "accepted");
  EXPECT_EQ(Refusal(Base64Url(Header("none")) + payload + "AAAA"),
            "the key is not for this algorithm");
}

TEST_F(JwtVerifierTest, RefusesAMacWithThePublicKeyAsItsSecret) {
  for (const std::string& secret : {Elliptic().Jwk("ec"), Rsa().Jwk("rsa"), keys_, std::string()}) {
    for (const char* key_id : {"ec", "rsa"}) {
      EXPECT_EQ(Refusal(TokenMaker::SignHs256(secret, Header("HS256", key_id), Payload())),
                "the key is not for this algorithm");
    }
  }
}

TEST_F(JwtVerifierTest, RefusesAnAlgorithmThatIsNotTheKeys) {
  for (const char* algorithm : {"ES384", "ES512", "RS256", "PS256", "es256", ""}) {
    EXPECT_EQ(Refusal(Elliptic().Sign("ES256", Header(algorithm), Payload())),
              "the key is not for this algorithm");
  }
  for (const char* algorithm : {"RS384", "RS512", "PS512", "RSA1_5", "ES256"}) {
    EXPECT_EQ(Refusal(Rsa().Sign("RS256", Header(algorithm, "rsa"), Payload())),
              "the key is not for this algorithm");
  }
}

TEST_F(JwtVerifierTest, RefusesAKeyIdThatIsUnknownMissingOrAnothers) {
  EXPECT_EQ(Refusal(Elliptic().Sign("ES256", Header("ES256", "new"), Payload())),
            "no key has this kid");
  EXPECT_EQ(Refusal(Elliptic().Sign("ES256", R"({"alg":"ES256"})", Payload())),
            "kid is missing, and there are several keys");
  EXPECT_EQ(Refusal(Elliptic().Sign("ES256", R"({"alg":"ES256","kid":7})", Payload())),
            "kid is no name");
  EXPECT_EQ(Refusal(Elliptic().Sign("ES256", R"({"alg":"ES256","kid":""})", Payload())),
            "kid is no name");
  EXPECT_EQ(Refusal(Stranger().Sign("ES256", Header("ES256"), Payload())),
            "the signature is not the key's");
}

TEST_F(JwtVerifierTest, TakesATokenWithoutAKeyIdWhereThereIsOneKeyOnly) {
  for (const char* key_id : {"ec", ""}) {
    const auto alone = *JwtVerifier::Create(*TokenKeys::Fixed(Set(Elliptic().Jwk(key_id))),
                                            {"https://sso.example", "sinergi"}, clock_);
    EXPECT_TRUE(alone->Verify(Elliptic().Sign("ES256", R"({"alg":"ES256"})", Payload())));
    EXPECT_FALSE(alone->Verify(Stranger().Sign("ES256", R"({"alg":"ES256"})", Payload())));
    EXPECT_FALSE(alone->Verify(Elliptic().Sign("ES256", Header("ES256", "new"), Payload())));
  }
}

TEST_F(JwtVerifierTest, RefusesAHeaderThatNamesTwiceOrDemandsMore) {
  EXPECT_NE(
      Refusal(Elliptic().Sign("ES256", R"({"alg":"none","alg":"ES256","kid":"ec"})", Payload())),
      "accepted");
  EXPECT_EQ(Refusal(Elliptic().Sign("ES256", R"({"alg":"ES256","kid":"ec","crit":["exp"],"exp":1})",
                                    Payload())),
            "crit is not understood");
  EXPECT_NE(Refusal(Elliptic().Sign("ES256", R"(["ES256"])", Payload())), "accepted");
}

TEST_F(JwtVerifierTest, RefusesATokenThatWasChangedAnywhere) {
  const std::string token = Elliptic().Sign("ES256", Header("ES256"), Payload());
  for (std::size_t at = 0; at < token.size(); ++at) {
    std::string changed = token;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    EXPECT_NE(Refusal(changed), "accepted") << at;
  }
}

TEST_F(JwtVerifierTest, RefusesAnotherSpellingOfTheSameSignature) {
  std::string token = Elliptic().Sign("ES256", Header("ES256"), Payload());
  ASSERT_TRUE(Verify(token));
  ++token.back();  // 64 bytes leave four bits of the last digit unused
  EXPECT_EQ(Refusal(token), "not three parts in base64url");
}

TEST_F(JwtVerifierTest, RefusesATokenThatEndsTooEarlyOrTooLate) {
  const std::string token = Rsa().Sign("RS256", Header("RS256", "rsa"), Payload());
  for (std::size_t size = 1; size < token.size(); ++size) {
    EXPECT_NE(Refusal(token.substr(0, size)), "accepted") << size;
  }
  for (const char* more : {"A", "AAAA", "=", ".", ".AAAA", " ", "\n"}) {
    EXPECT_NE(Refusal(token + more), "accepted") << more;
    EXPECT_NE(Refusal(more + token), "accepted") << more;
  }
}

TEST_F(JwtVerifierTest, RefusesASignatureOfAnotherLength) {
  const std::string token = Elliptic().Sign("ES256", Header("ES256"), Payload());
  const std::string signed_part = token.substr(0, token.rfind('.') + 1);
  for (const std::size_t size : {1u, 2u, 32u, 63u, 65u, 66u, 128u, 4096u}) {
    EXPECT_EQ(Refusal(signed_part + Base64Url(std::string(size, '\1'))),
              "the signature has another length");
  }
  EXPECT_EQ(Refusal(signed_part + Base64Url(std::string(64, '\0'))),
            "the signature is not the key's");
}

TEST_F(JwtVerifierTest, RefusesGarbageUnread) {
  EXPECT_EQ(Refusal(std::string(10'000, 'x')), "longer than 8 KiB");
  EXPECT_EQ(Refusal(std::string(8'000, '.')), "not three parts in base64url");
  EXPECT_EQ(Refusal(std::string("\0\xff.\x80.", 5)), "not three parts in base64url");
  EXPECT_NE(Refusal(Elliptic().Sign("ES256", std::string(5'000, '['), "{}")), "accepted");
  EXPECT_NE(PayloadRefusal(std::string(5'000, '[')), "accepted");
  EXPECT_NE(PayloadRefusal(""), "accepted");
}

TEST_F(JwtVerifierTest, RefusesAnotherIssuerOrAudience) {
  EXPECT_EQ(PayloadRefusal(Payload("", "", R"("sinergi")", "https://evil.example")),
            "of another issuer");
  for (const char* audience : {R"("other")", R"(["a","b"])", "[]", R"("sinergi2")"}) {
    EXPECT_EQ(PayloadRefusal(Payload("", "", audience)), "for another audience");
  }
  EXPECT_TRUE(VerifyPayload(Payload("", "", R"(["account","sinergi"])")));
}

TEST_F(JwtVerifierTest, AcceptsAnExpiredTokenForTheClocksToleranceOnly) {
  const std::string token = Elliptic().Sign("ES256", Header("ES256"), Payload());
  clock_.Advance(seconds(359));
  EXPECT_TRUE(Verify(token));
  clock_.Advance(seconds(1));
  EXPECT_TRUE(Verify(token).error().Is(reasons::kTokenExpired));
}

TEST_F(JwtVerifierTest, RefusesATokenThatIsNotValidYet) {
  const std::string exp = R"("exp":)" + std::to_string(kNow + 300);
  EXPECT_TRUE(VerifyPayload(Payload(exp + R"(,"nbf":)" + std::to_string(kNow + 60))));
  EXPECT_EQ(PayloadRefusal(Payload(exp + R"(,"nbf":)" + std::to_string(kNow + 61))),
            "not valid yet");
}

TEST_F(JwtVerifierTest, RefusesTimesThatAreNone) {
  for (const char* times :
       {R"("nbf":1)", R"("exp":"1772600300")", R"("exp":-1)", R"("exp":null)", R"("exp":1e300)",
        R"("exp":1e400)", R"("exp":99999999999999999999)", R"("exp":253402300800)",
        R"("exp":1772600300,"iat":"now")", R"("exp":1772600300,"nbf":true)"}) {
    EXPECT_NE(PayloadRefusal(Payload(times)), "accepted") << times;
  }
  EXPECT_TRUE(VerifyPayload(Payload(R"("exp":1772600300.5,"iat":1772600000)")));
}

TEST_F(JwtVerifierTest, RefusesClaimsGivenTwiceOrOfAnotherType) {
  for (const char* more :
       {R"(,"sub":"admin")", R"(,"roles":"operator")", R"(,"roles":[1])", R"(,"roles":[""])",
        R"(,"roles":{"a":1})", R"(,"office":7)", R"(,"office":null)", R"(,"facility":["f"])",
        R"(,"office":"")", R"(,"agency":["a"])", R"(,"office":"a\u0000b")", R"(,"office":"a\nb")",
        R"(,"x":{"a":1,"a":2})"}) {
    EXPECT_NE(PayloadRefusal(Payload("", more)), "accepted") << more;
  }
  EXPECT_NE(PayloadRefusal(Payload("", "", "7")), "accepted");
  EXPECT_NE(PayloadRefusal(Payload("", "", R"(["sinergi",7])")), "accepted");
}

TEST_F(JwtVerifierTest, RefusesATokenWithoutASubject) {
  const std::string rest = R"("iss":"https://sso.example","aud":"sinergi","exp":1772600300)";
  EXPECT_NE(PayloadRefusal("{" + rest + "}"), "accepted");
  EXPECT_NE(PayloadRefusal("{" + rest + R"(,"sub":""})"), "accepted");
  EXPECT_NE(PayloadRefusal("{" + rest + R"(,"sub":")" + std::string(256, 'a') + R"("})"),
            "accepted");
  EXPECT_NE(PayloadRefusal("{" + rest + R"(,"sub":42})"), "accepted");
}

TEST_F(JwtVerifierTest, NeverTellsTheCallerWhy) {
  const auto error = Verify("x.y.z").error();
  EXPECT_FALSE(error.cause().empty());
  EXPECT_EQ(error.Text(Language::kEnglish), reasons::kTokenInvalid.english);
  EXPECT_TRUE(error.variables().empty());
}

}  // namespace
}  // namespace sinergi
