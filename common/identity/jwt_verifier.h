#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "common/identity/caller.h"
#include "common/result/result.h"
#include "common/time/clock.h"

namespace sinergi {

class KeySet;

struct JwtOptions {
  std::string issuer;    // the claim `iss` must be this
  std::string audience;  // the claim `aud` must be or contain this
  std::chrono::seconds clock_skew{60};
};

// Verifies JSON Web Tokens (RFC 7519) signed with RS256, PS256 or ES256 by a key of a JWK Set. The
// claims `sub`, `roles`, `office` and `facility` become the caller. Why a token is refused is only
// in the error's cause. Safe from any thread; constant after construction.
class JwtVerifier final : public TokenVerifier {
 public:
  // `jwks` is the text of a JWK Set with public keys only. `clock` outlives the verifier.
  // TOKEN_KEYS_INVALID.
  static Result<std::unique_ptr<JwtVerifier>> Create(std::string_view jwks, JwtOptions options,
                                                     const Clock& clock);
  ~JwtVerifier() override;

  Result<Caller> Verify(std::string_view token) const override;

 private:
  JwtVerifier(std::unique_ptr<const KeySet> keys, JwtOptions options, const Clock& clock);

  const std::unique_ptr<const KeySet> keys_;
  const JwtOptions options_;
  const Clock& clock_;
};

}  // namespace sinergi
