#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "common/identity/jose.h"
#include "common/result/result.h"

namespace sinergi {

// One public key and what it may verify.
struct TokenKey {
  jose::Key handle;
  bool is_rsa;                  // else P-256
  std::string only_algorithm;   // the JWK's `alg`; empty when it names none
  std::size_t signature_bytes;  // how long every signature of it is

  // RS256 and PS256 belong to RSA, ES256 to P-256, whatever a token says.
  bool Accepts(std::string_view algorithm) const;
};

// The keys of a JWK Set (RFC 7517), or none. Constant after construction.
class KeySet {
 public:
  // Takes the RSA keys of 2048 bits and more and the P-256 keys for signatures and passes over
  // others. TOKEN_KEYS_INVALID for text that is no JWK Set, a private or symmetric key, a key
  // without `kid` beside others or with another's, and when no key is left.
  static Result<KeySet> Parse(std::string_view jwks);

  // The key of this name, or null. A token may go without a name where there is one key only
  // (OpenID Connect Core 1.0, section 10.1).
  const TokenKey* Find(std::optional<std::string_view> key_id) const;

 private:
  std::map<std::string, TokenKey, std::less<>> keys_;
};

}  // namespace sinergi
