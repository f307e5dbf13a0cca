#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "common/identity/caller.h"
#include "common/result/result.h"

namespace sinergi {

// Issues tokens where there is no identity provider, from a key in a file that only its owner may
// read. For loopback only: who can read the file can be anybody. A server that listens on another
// address must not accept this issuer. Safe from any thread.
class DevelopmentIssuer {
 public:
  static constexpr std::string_view kIssuer = "sinergi-development";
  static constexpr std::string_view kAudience = "sinergi";

  // Reads the P-256 key, or makes it with mode 0600 where there is none. KEY_FILE_UNUSABLE when it
  // holds something else or others may read it.
  static Result<std::unique_ptr<DevelopmentIssuer>> Open(const std::filesystem::path& key_file);
  ~DevelopmentIssuer();

  // The JWK Set with the public key, as JwtVerifier takes it.
  std::string PublicKeys() const;

  // An ES256 token for `caller`, valid from `now` for `lifetime`; `caller.expires` is not read.
  // FIELD_REQUIRED for an empty subject.
  Result<std::string> Issue(const Caller& caller, Instant now, std::chrono::seconds lifetime) const;

 private:
  struct Key;
  explicit DevelopmentIssuer(std::unique_ptr<const Key> key);

  const std::unique_ptr<const Key> key_;
};

}  // namespace sinergi
