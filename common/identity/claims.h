#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/identity/caller.h"
#include "common/result/result.h"

namespace sinergi {

// What a token's payload says, before anybody asked whether it is for us and in time.
struct Claims {
  std::string issuer;
  std::vector<std::string> audience;
  std::optional<Instant> not_before;
  Caller caller;
};

// Reads the payload of a JWT: iss, aud, exp and sub must be there; nbf, iat, roles, office and
// facility may. TOKEN_INVALID for a claim of another type, one given twice, and a text that is
// empty, longer than 255 bytes or holds control characters.
Result<Claims> ReadClaims(std::string_view payload);

}  // namespace sinergi
