#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "common/identity/claims.h"
#include "common/identity/jwt_verifier.h"
#include "common/identity/token_keys.h"

namespace {

// The public key of RFC 7515, appendix A.3.
constexpr std::string_view kKeys = R"({"keys":[{"kty":"EC","crv":"P-256","kid":"k",
    "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
    "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]})";

}  // namespace

// No bytes from outside are a token of ours, and no payload does harm, signed or not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sinergi::ManualClock clock{sinergi::Instant()};
  static const auto verifier = *sinergi::JwtVerifier::Create(*sinergi::TokenKeys::Fixed(kKeys),
                                                             {"issuer", "audience"}, clock);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (verifier->Verify(text)) std::abort();
  const auto claims = sinergi::ReadClaims(text);
  if (claims && claims->caller.subject.empty()) std::abort();
  return 0;
}
