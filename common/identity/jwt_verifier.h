#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "common/identity/caller.h"
#include "common/result/result.h"
#include "common/time/clock.h"

namespace sinergi {

class TokenKeys;

struct JwtOptions {
  std::string issuer;    // the claim `iss` must be this
  std::string audience;  // the claim `aud` must be or contain this
  std::chrono::seconds clock_skew{60};
};

// Verifies JSON Web Tokens (RFC 7519) signed with RS256, PS256 or ES256 by one of the keys as they
// are now. The claims `sub`, `roles`, `office` and `facility` become the caller. Why a token is
// refused is only in the error's cause. Safe from any thread.
class JwtVerifier final : public TokenVerifier {
 public:
  // `clock` outlives the verifier. TOKEN_KEYS_INVALID without issuer or audience.
  static Result<std::unique_ptr<JwtVerifier>> Create(std::shared_ptr<TokenKeys> keys,
                                                     JwtOptions options, const Clock& clock);

  Result<Caller> Verify(std::string_view token) const override;
  std::uint64_t Edition() const override;

 private:
  JwtVerifier(std::shared_ptr<TokenKeys> keys, JwtOptions options, const Clock& clock);

  const std::shared_ptr<TokenKeys> keys_;
  const JwtOptions options_;
  const Clock& clock_;
};

}  // namespace sinergi
