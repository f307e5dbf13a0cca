#pragma once

#include <string>
#include <string_view>

#include "common/ids/uuid.h"
#include "common/result/result.h"

namespace sinergi {

// What was sealed for somebody who is new here.
struct SealedPerson {
  Uuid person;
  std::string sealed;
};

// Keeps what is personal unreadable outside the service that may read it: every person has a key of
// their own, wrapped by a master key and kept apart from the service's database. Without the key
// the sealed bytes are noise, so destroying it forgets the person everywhere, in backups too. Safe
// from any thread.
class Vault {
 public:
  virtual ~Vault() = default;

  // Seals `plain` for this person, making the person's key at the first use. The result is
  // authenticated and bound to the person.
  virtual Result<std::string> Seal(const Uuid& person, std::string_view plain) = 0;

  // Seals `plain` for a person nobody has sealed anything for: gives them an identifier, made at
  // about `now`, and their key. Costs less than Seal, because keys are made ahead.
  virtual Result<SealedPerson> SealNew(Instant now, std::string_view plain) = 0;

  // Opens what Seal made. DATA_LOSS when the key is gone or the bytes were changed.
  virtual Result<std::string> Open(const Uuid& person, std::string_view sealed) = 0;

  // What finds the same text again without keeping it: 32 bytes that nobody without the vault's own
  // key can compute or check, the same for every process of the vault. `use` keeps kinds apart.
  virtual Result<std::string> BlindIndex(std::string_view use, std::string_view text) = 0;

  // Destroys the person's key. What was sealed for them cannot be opened again.
  virtual Status Shred(const Uuid& person) = 0;
};

}  // namespace sinergi
