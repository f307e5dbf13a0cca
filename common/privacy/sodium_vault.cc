#include "common/privacy/sodium_vault.h"

#include <optional>
#include <utility>

#include "common/privacy/authenticator.h"
#include "common/privacy/reasons.h"
#include "common/privacy/sodium.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

using sodium::Key;

constexpr Statement kFindKey{"SELECT wrapped FROM vault_keys WHERE person = $1"};
constexpr Statement kAnyKey{"SELECT person, wrapped FROM vault_keys LIMIT 1"};
constexpr Statement kAddKey{"INSERT INTO vault_keys (person, wrapped) VALUES ($1, $2)"};
constexpr Statement kDeleteKey{"DELETE FROM vault_keys WHERE person = $1"};

constexpr char kVersion = 1;
constexpr std::string_view kForKeys = "sinergi/vault/key/";
constexpr std::string_view kForData = "sinergi/vault/data/";

std::string IdOf(const Uuid& person) { return {person.bytes().begin(), person.bytes().end()}; }

std::string SealBytes(const Key& key, std::string_view plain, std::string_view use,
                      const std::string& id) {
  return kVersion + sodium::Encrypt(key, plain, std::string(use) + kVersion + id);
}

std::optional<std::string> OpenBytes(const Key& key, std::string_view sealed, std::string_view use,
                                     const std::string& id) {
  if (sealed.empty() || sealed.front() != kVersion) return std::nullopt;
  return sodium::Decrypt(key, sealed.substr(1), std::string(use) + kVersion + id);
}

Result<Key> LoadMasterKey(const SodiumVaultOptions& options, bool may_create) {
  auto bytes =
      may_create ? LoadOrCreateKey(options.master_key_file) : LoadKey(options.master_key_file);
  if (!bytes) return bytes.error();
  const Key key = Key::Of(*bytes);
  sodium_memzero(bytes->data(), bytes->size());
  return key;
}

}  // namespace

// The persons' keys in their database, wrapped.
class SodiumVault::Keys {
 public:
  Keys(Database& database, const Key& master, std::chrono::milliseconds patience)
      : database_(database), master_(master), patience_(patience) {}

  Result<std::optional<Key>> Find(const Uuid& person) const {
    const auto rows = database_.Query(Deadline::In(patience_), kFindKey, {Blob{IdOf(person)}});
    if (!rows) return rows.error();
    if (rows->empty()) return std::optional<Key>();
    const auto key = Unwrap(IdOf(person), rows->front().Bytes(0));
    if (!key) return Error::Of(reasons::kSealedDataChanged).Because("a stored key is damaged");
    return key;
  }

  Result<Key> FindOrMake(const Uuid& person) const {
    for (int attempt = 0; attempt < 3; ++attempt) {
      const auto found = Find(person);
      if (!found) return found.error();
      if (*found) return **found;
      const Key fresh = Key::Random();
      const auto added = Add(person, fresh);
      if (added) return fresh;
      // Another first use was faster: its key is the person's key.
      if (!Violates(added.error(), "vault_keys_pkey")) return added.error();
    }
    return Error::Of(reasons::kUnavailable).Because("the person's key comes and goes");
  }

  Status Delete(const Uuid& person) const {
    return database_.Transact(Deadline::In(patience_), [&](Transaction& transaction) {
      transaction.Execute(kDeleteKey, {Blob{IdOf(person)}});
      return Status::Ok();
    });
  }

  std::optional<Key> Unwrap(const std::string& id, std::string_view wrapped) const {
    auto bytes = OpenBytes(master_, wrapped, kForKeys, id);
    if (!bytes || bytes->size() != Key::kSize) return std::nullopt;
    const Key key = Key::Of(*bytes);
    sodium_memzero(bytes->data(), bytes->size());
    return key;
  }

 private:
  Status Add(const Uuid& person, const Key& key) const {
    const std::string wrapped = SealBytes(master_, key.view(), kForKeys, IdOf(person));
    return database_.Transact(Deadline::In(patience_), [&](Transaction& transaction) {
      transaction.Execute(kAddKey, {Blob{IdOf(person)}, Blob{wrapped}});
      return Status::Ok();
    });
  }

  Database& database_;
  const Key master_;
  const std::chrono::milliseconds patience_;
};

Result<std::unique_ptr<SodiumVault>> SodiumVault::Open(Database& keys,
                                                       const SodiumVaultOptions& options) {
  const auto rows = keys.Query(Deadline::In(options.patience), kAnyKey, {});
  if (!rows) return rows.error();
  // A new master key beside keys that an older one wrapped would only hide that it is lost.
  const auto master = LoadMasterKey(options, options.create_master_key && rows->empty());
  if (!master) return master.error();
  auto stored = std::make_unique<Keys>(keys, *master, options.patience);
  if (!rows->empty() && !stored->Unwrap(rows->front().Bytes(0), rows->front().Bytes(1))) {
    return Error::Of(reasons::kMasterKeyWrong, {{"path", options.master_key_file.string()}});
  }
  return std::unique_ptr<SodiumVault>(new SodiumVault(std::move(stored)));
}

SodiumVault::SodiumVault(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}
SodiumVault::~SodiumVault() = default;

Result<std::string> SodiumVault::Seal(const Uuid& person, std::string_view plain) {
  const auto key = keys_->FindOrMake(person);
  if (!key) return key.error();
  return SealBytes(*key, plain, kForData, IdOf(person));
}

Result<std::string> SodiumVault::Open(const Uuid& person, std::string_view sealed) {
  const auto key = keys_->Find(person);
  if (!key) return key.error();
  if (!*key) return Error::Of(reasons::kPersonForgotten);
  auto plain = OpenBytes(**key, sealed, kForData, IdOf(person));
  if (!plain) return Error::Of(reasons::kSealedDataChanged).Because("the seal does not fit");
  return *std::move(plain);
}

Status SodiumVault::Shred(const Uuid& person) { return keys_->Delete(person); }

}  // namespace sinergi
