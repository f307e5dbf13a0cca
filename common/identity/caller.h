#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "common/result/result.h"
#include "common/time/instant.h"

namespace sinergi {

// Who calls, as a verified token says. Never made from anything a caller merely claims.
struct Caller {
  std::string subject;             // the identity provider's stable name for them
  std::vector<std::string> roles;  // names of rows of the role table
  std::string office;              // office code; empty for a partner or a facility without one
  std::string facility;            // facility id; empty for who works in an office
  Instant expires;                 // the token's end
  std::string deputy = {};         // the deputy they work under: "rehabilitasi"; empty for others
  std::string agency = {};         // a partner agency's code, as its provider writes it; or empty
};

// Turns a bearer token into a Caller. Safe from any thread.
class TokenVerifier {
 public:
  static constexpr std::size_t kMaxTokenBytes = 8 * 1024;  // longer ones are refused unread

  virtual ~TokenVerifier() = default;

  // UNAUTHENTICATED with TOKEN_MISSING, TOKEN_INVALID or TOKEN_EXPIRED; UNAVAILABLE with
  // TOKEN_KEY_NOT_KNOWN_YET while the keys are read that may hold the token's.
  virtual Result<Caller> Verify(std::string_view token) const = 0;

  // Grows when keys are added or taken away: what was verified before must be verified again.
  virtual std::uint64_t Edition() const = 0;
};

}  // namespace sinergi
