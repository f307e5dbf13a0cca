#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/database/database.h"
#include "common/database/migrations.h"
#include "common/privacy/vault.h"
#include "common/time/clock.h"

namespace sinergi {

struct SodiumVaultOptions {
  // Of 64 hexadecimal digits a line. The first line is the key that wraps; further ones are older
  // and still unwrap, until RewrapKeys has said that nothing needs them.
  std::filesystem::path master_key_file;
  bool create_master_key = false;            // where there is neither the file nor any stored key
  std::chrono::milliseconds patience{5000};  // how long to wait for the database of the keys
  std::string master_keys = {};              // the same lines from a key service, not the file
};

// The table of the persons' keys, each wrapped by the master key.
std::vector<Migration> VaultKeyMigrations();

// That table, and the one of the evidence: what happens to keys is recorded where they are.
Status MigrateVaultKeys(Database& keys);

// A vault over libsodium: XChaCha20-Poly1305 under one random key per person. The keys live in a
// database of their own, so a backup of the service's database alone tells nothing about anybody.
// No person's key is cached: what one process shreds no other can open.
class SodiumVault final : public Vault {
 public:
  // `keys` and `clock` outlive the vault. KEY_FILE_UNUSABLE, MASTER_KEY_WRONG when a stored key
  // cannot be unwrapped, or an error of the database.
  static Result<std::unique_ptr<SodiumVault>> Open(Database& keys, const Clock& clock,
                                                   const SodiumVaultOptions& options);
  ~SodiumVault() override;

  // Errors besides those of the contract: what the database of the keys says. A key made here is
  // durable before Seal returns, outside any transaction of the caller.
  Result<std::string> Seal(const Uuid& person, std::string_view plain) override;

  // As Seal. The more often it is called the more keys are made at once; those that are left over
  // when the process ends are nobody's.
  Result<SealedPerson> SealNew(Instant now, std::string_view plain) override;

  // PERSON_FORGOTTEN when there is no key, SEALED_DATA_CHANGED when the bytes are not Seal's.
  Result<std::string> Open(const Uuid& person, std::string_view sealed) override;
  Result<std::string> BlindIndex(std::string_view use, std::string_view text) override;
  Status Shred(const Uuid& person) override;

  // Whether anybody has a key, the vault itself aside.
  Result<bool> HasPersons() const;

  // Whether there are older master keys besides the one that wraps.
  bool HasOlderMasterKeys() const;

  // Looks at up to `limit` persons' keys after a place, which is empty at first, and wraps by the
  // first master key those that an older one wraps still. Several processes may do it at once.
  struct Rewrapped {
    std::int64_t changed = 0;
    std::int64_t damaged = 0;  // no master key unwraps them; they stay as they are
    std::string place;         // where to go on; empty: that was the end
  };
  Result<Rewrapped> RewrapKeys(const std::string& place, std::int64_t limit);

 private:
  class Keys;
  explicit SodiumVault(std::unique_ptr<Keys> keys);

  std::unique_ptr<Keys> keys_;
};

}  // namespace sinergi
