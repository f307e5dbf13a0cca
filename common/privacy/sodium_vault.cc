#include "common/privacy/sodium_vault.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

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

// As many keys are made ahead as were used lately, from one on, up to these.
constexpr std::size_t kMostAhead = 32;
constexpr std::chrono::seconds kLately{1};

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
      const auto added = Add({{person, fresh}});
      if (added) return fresh;
      // Another first use was faster: its key is the person's key.
      if (!Violates(added.error(), "vault_keys_pkey")) return added.error();
    }
    return Error::Of(reasons::kUnavailable).Because("the person's key comes and goes");
  }

  struct Spare {
    Uuid person;
    Key key;
  };

  // A person's key that is nobody's yet.
  Result<Spare> TakeSpare(Instant now) {
    std::size_t count = 0;
    {
      const std::lock_guard lock(mutex_);
      if (!spares_.empty()) {
        const Spare spare = spares_.back();
        spares_.pop_back();
        return spare;
      }
      ahead_ = lately_.Passed() ? 1 : std::min(2 * ahead_, kMostAhead);
      lately_ = Deadline::In(kLately);
      count = ahead_;
    }
    std::vector<Spare> made;
    for (std::size_t i = 0; i < count; ++i) made.push_back({Uuid::Make(now), Key::Random()});
    if (auto added = Add(made); !added) return added.error();
    const Spare spare = made.back();
    made.pop_back();
    const std::lock_guard lock(mutex_);
    spares_.insert(spares_.end(), made.begin(), made.end());
    return spare;
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
  Status Add(const std::vector<Spare>& fresh) const {
    return database_.Transact(Deadline::In(patience_), [&](Transaction& transaction) {
      for (const auto& [person, key] : fresh) {
        const std::string id = IdOf(person);
        transaction.Execute(kAddKey,
                            {Blob{id}, Blob{SealBytes(master_, key.view(), kForKeys, id)}});
      }
      return Status::Ok();
    });
  }

  Database& database_;
  const Key master_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::vector<Spare> spares_;
  std::size_t ahead_ = 1;
  Deadline lately_ = Deadline::In(std::chrono::seconds(0));
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

Result<SealedPerson> SodiumVault::SealNew(Instant now, std::string_view plain) {
  const auto spare = keys_->TakeSpare(now);
  if (!spare) return spare.error();
  return SealedPerson{spare->person, SealBytes(spare->key, plain, kForData, IdOf(spare->person))};
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
