// Project Wycheproof's vectors for JSON Web Keys and Signatures against the check of a token's
// signature. What they sign is no token, so an accepted signature shows as a refusal of the claims.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "common/identity/jwt_verifier.h"
#include "common/identity/reasons.h"
#include "common/identity/token_keys.h"

namespace sinergi {
namespace {

using Json = nlohmann::json;

// Beside the repository, or where SINERGI_VECTORS says.
std::filesystem::path Vectors() {
  const char* const named = std::getenv("SINERGI_VECTORS");
  if (named != nullptr) return named;
  const char* const source = std::getenv("SINERGI_SOURCE");
  return std::filesystem::path(source == nullptr ? "." : source) / "../shared/vectors";
}

// Why a token is refused before anybody looks at its claims.
const std::set<std::string> kNotAuthentic{"not three parts in base64url",
                                          "the header is no JSON object, or names twice",
                                          "crit is not understood",
                                          "alg is missing",
                                          "kid is missing, and there are several keys",
                                          "kid is no name",
                                          "the key is not for this algorithm",
                                          "no key has this kid",
                                          "the signature has another length",
                                          "the signature is not the key's",
                                          "longer than 8 KiB"};

// "tcId comment" of what is accepted all the same. A key with the mark of ROCA is the identity
// provider's, whose JWK Set the operator trusts; to look for the mark would be cryptography of
// ours.
const std::set<std::string> kAcceptedAllTheSame{"7 rejectsKeyWithRocaVulnerability"};

bool IsSignatureAccepted(const std::string& keys, const std::string& jws) {
  const ManualClock clock{Instant()};
  auto set = TokenKeys::Fixed(keys);
  if (!set) return false;
  const auto verifier = JwtVerifier::Create(*std::move(set), {"issuer", "audience"}, clock);
  const auto verified = (*verifier)->Verify(jws);
  EXPECT_FALSE(verified) << "no vector is a token";
  return !verified && verified.error().Is(reasons::kTokenInvalid) &&
         !kNotAuthentic.contains(verified.error().cause());
}

// The header of a JWS; empty when it is none.
Json HeaderOf(const std::string& jws) {
  std::string text = jws.substr(0, jws.find('.'));
  for (char& c : text) c = c == '-' ? '+' : c == '_' ? '/' : c;
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    static const std::string kDigits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const auto digit = kDigits.find(c);
    if (digit == std::string::npos) return Json::object();
    bits = (bits << 6U) | static_cast<unsigned>(digit);
    count += 6;
    if (count >= 8) bytes += static_cast<char>((bits >> static_cast<unsigned>(count -= 8)) & 0xffU);
  }
  Json header = Json::parse(bytes, nullptr, false);
  return header.is_object() ? header : Json::object();
}

// Whether a valid signature is also one that we take: of an algorithm that the key is for and that
// is ours, with the key's name in the header if there is one, over something.
bool IsOurs(const Json& key, const std::string& jws) {
  static const std::set<std::string> kOurs{"ES256", "RS256", "PS256"};
  const Json header = HeaderOf(jws);
  const std::string algorithm = header.value("alg", "");
  return kOurs.contains(algorithm) && key.value("alg", algorithm) == algorithm &&
         (!header.contains("kid") || header["kid"] == key.value("kid", "")) &&
         jws.find("..") == std::string::npos;
}

class WycheproofTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    std::ifstream file(Vectors() / "wycheproof" / GetParam());
    if (!file) GTEST_SKIP() << Vectors() << " is not there; SINERGI_VECTORS names it";
    groups_ = Json::parse(file).at("testGroups");
  }

  static Json KeysOf(const Json& group) {
    const Json& key = group.contains("public") ? group["public"] : group["private"];
    return key.contains("keys") ? key["keys"] : Json::array({key});
  }

  Json groups_;
};

TEST_P(WycheproofTest, NoInvalidSignatureIsAcceptedAndEveryValidOneOfOurKindIs) {
  std::map<std::string, int> accepted;
  int refused = 0;
  for (const Json& group : groups_) {
    const Json keys = KeysOf(group);
    const std::string set = Json{{"keys", keys}}.dump();
    for (const Json& test : group["tests"]) {
      const std::string jws =
          test["jws"].is_string() ? test["jws"].get<std::string>() : test["jws"].dump();
      const std::string name = test["tcId"].dump() + " " + test["comment"].get<std::string>();
      SCOPED_TRACE(name);
      const bool is_accepted = IsSignatureAccepted(set, jws);
      const bool is_valid = test["result"] == "valid";
      const bool is_ours = is_valid && keys.size() == 1 && IsOurs(keys[0], jws);
      EXPECT_TRUE(is_valid || !is_accepted || kAcceptedAllTheSame.contains(name));
      EXPECT_TRUE(is_accepted || !is_ours);
      if (is_accepted) ++accepted[HeaderOf(jws).value("alg", "none")];
      refused += is_accepted ? 0 : 1;
    }
  }
  EXPECT_GE(accepted["RS256"], 1);
  EXPECT_GE(refused, 20);
  for (const auto& [algorithm, count] : accepted) std::cout << algorithm << " " << count << "\n";
}

INSTANTIATE_TEST_SUITE_P(Every, WycheproofTest,
                         ::testing::Values("json_web_key_test.json",
                                           "json_web_signature_test.json"));

}  // namespace
}  // namespace sinergi
