// The examples of RFC 7515, appendix A (RFC 7519 signs the same), as they are printed there. What
// they say names no subject and no audience, so an accepted signature shows as a refusal of that.
#include <gtest/gtest.h>

#include "common/identity/jwt_verifier.h"
#include "common/identity/reasons.h"
#include "common/identity/token_keys.h"

namespace sinergi {
namespace {

// {"iss":"joe","exp":1300819380,"http://example.com/is_root":true}
const std::string kPayload =
    "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVl"
    "fQ";

constexpr char kRsaKey[] =
    R"({"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQ)"
    R"(oTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZ)"
    R"(S-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSX)"
    R"(ndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxv)"
    R"(b3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkM)"
    R"(Ls91kzk2PAcDTW9gb54h4FRWyuXpoQ"})";

constexpr char kEllipticKey[] =
    R"({"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",)"
    R"("y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"})";

const std::string kRs256 = "eyJhbGciOiJSUzI1NiJ9." + kPayload +
                           ".cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAu"
                           "HIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFd"
                           "iuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eS"
                           "N9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI"
                           "2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe7"
                           "7Rw";

const std::string kEs256 =
    "eyJhbGciOiJFUzI1NiJ9." + kPayload +
    ".DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

const std::string kHs256 = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9." + kPayload +
                           ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

const std::string kNone = "eyJhbGciOiJub25lIn0." + kPayload + ".";

const std::string kEs512 =
    "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-"
    "mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNr"
    "mxYbSW9ERBXukOXolLzeO_Jn";

// Why it is refused under this key.
std::string Refusal(const std::string& key, const std::string& token) {
  const ManualClock clock{Instant(std::chrono::seconds(1'300'819'379))};
  const auto verifier = *JwtVerifier::Create(*TokenKeys::Fixed(R"({"keys":[)" + key + "]}"),
                                             {"joe", "sinergi"}, clock);
  const auto refused = verifier->Verify(token);
  if (refused) return "accepted";
  return refused.error().Is(reasons::kTokenInvalid) ? refused.error().cause() : "another reason";
}

// One character of the last part is another; the last may hold bits that do not count.
std::string Forged(std::string token) {
  char& changed = token[token.rfind('.') + 10];
  changed = changed == 'A' ? 'B' : 'A';
  return token;
}

constexpr char kClaims[] = "claim missing or not of its form: aud";

TEST(RfcTokensTest, TheSignaturesOfOurAlgorithmsFit) {
  EXPECT_EQ(Refusal(kRsaKey, kRs256), kClaims);
  EXPECT_EQ(Refusal(kEllipticKey, kEs256), kClaims);
}

TEST(RfcTokensTest, AChangedSignatureDoesNot) {
  EXPECT_EQ(Refusal(kRsaKey, Forged(kRs256)), "the signature is not the key's");
  EXPECT_EQ(Refusal(kEllipticKey, Forged(kEs256)), "the signature is not the key's");
}

TEST(RfcTokensTest, OtherAlgorithmsAreNobodys) {
  for (const char* key : {kRsaKey, kEllipticKey}) {
    EXPECT_EQ(Refusal(key, kHs256), "the key is not for this algorithm");
    EXPECT_EQ(Refusal(key, kEs512), "the key is not for this algorithm");
  }
  EXPECT_EQ(Refusal(kRsaKey, kEs256), "the key is not for this algorithm");
  EXPECT_EQ(Refusal(kEllipticKey, kRs256), "the key is not for this algorithm");
}

TEST(RfcTokensTest, AnUnsecuredTokenIsNone) {
  EXPECT_EQ(Refusal(kRsaKey, kNone), "not three parts in base64url");
  EXPECT_EQ(Refusal(kRsaKey, kNone + "AA"), "the key is not for this algorithm");
}

}  // namespace
}  // namespace sinergi
