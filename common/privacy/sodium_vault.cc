#include "common/privacy/sodium_vault.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "common/evidence/evidence.h"
#include "common/privacy/authenticator.h"
#include "common/privacy/reasons.h"
#include "common/privacy/secret_file.h"
#include "common/privacy/sodium.h"
#include "common/result/reasons.h"

namespace sinergi {
namespace {

using sodium::Key;

constexpr Statement kFindKey{"SELECT wrapped FROM vault_keys WHERE person = $1"};
constexpr Statement kAnyKey{"SELECT person, wrapped FROM vault_keys LIMIT 1"};
constexpr Statement kAddKey{"INSERT INTO vault_keys (person, wrapped) VALUES ($1, $2)"};
constexpr Statement kKeysAfter{R"sql(
  SELECT person, wrapped FROM vault_keys WHERE person > $1 ORDER BY person LIMIT $2)sql"};
constexpr Statement kRewrap{R"sql(
  UPDATE vault_keys SET wrapped = $3 WHERE person = $1 AND wrapped = $2)sql"};
constexpr Statement kDeleteKey{"DELETE FROM vault_keys WHERE person = $1 RETURNING person"};

// As many keys are made ahead as were used lately, from one on, up to these.
constexpr std::size_t kMostAhead = 32;
constexpr std::chrono::seconds kLately{1};

constexpr char kVersion = 1;
constexpr std::string_view kForKeys = "sinergi/vault/key/";
constexpr std::string_view kForData = "sinergi/vault/data/";

// Nobody's identifier: the key of the blind index is stored among the persons'.
constexpr Uuid kNobody;

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

// The keys that wrap persons' keys: the first one does, all of them unwrap.
using MasterKeys = std::vector<Key>;

Result<std::string> ReadMasterKeys(const SodiumVaultOptions& options, bool may_create) {
  if (!options.master_keys.empty()) return options.master_keys;
  if (may_create) {
    if (auto made = LoadOrCreateKey(options.master_key_file); !made) return made.error();
  }
  auto text = ReadSecretFile(options.master_key_file);
  if (!text) return text.error();
  return text->value_or("");
}

Result<MasterKeys> LoadMasterKeys(const SodiumVaultOptions& options, bool may_create) {
  auto text = ReadMasterKeys(options, may_create);
  if (!text) return text.error();
  auto lines = ParseKeys(*text);
  sodium_memzero(text->data(), text->size());
  if (!lines) {
    return Error::Of(reasons::kKeyFileUnusable, {{"path", options.master_key_file.string()}})
        .Because("not lines of 64 hexadecimal digits, or no such file");
  }
  MasterKeys keys;
  for (std::string& bytes : *lines) {
    keys.push_back(Key::Of(bytes));
    sodium_memzero(bytes.data(), bytes.size());
  }
  return keys;
}

}  // namespace

// The persons' keys in their database, wrapped.
class SodiumVault::Keys {
 public:
  Keys(Database& database, const Clock& clock, MasterKeys masters,
       std::chrono::milliseconds patience)
      : database_(database), clock_(clock), masters_(std::move(masters)), patience_(patience) {}

  // Before all others.
  Status LoadIndexKey() {
    const auto key = FindOrMake(kNobody);
    if (!key) return key.error();
    index_key_ = *key;
    return Status::Ok();
  }

  const Key& index_key() const { return index_key_; }
  bool HasOlderMasterKeys() const { return masters_.size() > 1; }

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

  Result<bool> HasPersons() const {
    const auto rows = database_.Query(Deadline::In(patience_), kKeysAfter,
                                      {Blob{IdOf(kNobody)}, std::int64_t{1}});
    if (!rows) return rows.error();
    return !rows->empty();
  }

  Status Delete(const Uuid& person) const {
    return database_.Transact(Deadline::In(patience_), [&](Transaction& transaction) {
      const auto gone = transaction.Query(kDeleteKey, {Blob{IdOf(person)}});
      if (!gone || gone->empty()) return gone ? Status::Ok() : Status(gone.error());
      const std::string whose = "persons/" + person.ToString();
      RecordEvidence(transaction, {clock_.Now(), "vault", "vault.shred", whose, ""});
      return Status::Ok();
    });
  }

  std::optional<Key> Unwrap(const std::string& id, std::string_view wrapped) const {
    for (const Key& master : masters_) {
      if (auto key = UnwrapBy(master, id, wrapped)) return key;
    }
    return std::nullopt;
  }

  Result<Rewrapped> Rewrap(const std::string& after, std::int64_t limit) const {
    const auto rows = database_.Query(Deadline::In(patience_), kKeysAfter, {Blob{after}, limit});
    if (!rows) return rows.error();
    std::vector<Values> changes;
    std::int64_t damaged = 0;
    for (const Row& row : *rows) {
      if (UnwrapBy(masters_.front(), row.Bytes(0), row.Bytes(1))) continue;
      const auto key = Unwrap(row.Bytes(0), row.Bytes(1));
      if (!key) {
        ++damaged;
        continue;
      }
      changes.push_back({Blob{row.Bytes(0)}, Blob{row.Bytes(1)}, Blob{Wrap(row.Bytes(0), *key)}});
    }
    Rewrapped done{std::ssize(changes), damaged, ""};
    if (std::ssize(*rows) == limit) done.place = rows->back().Bytes(0);
    if (changes.empty()) return done;
    const Status written = database_.Transact(Deadline::In(patience_), [&](Transaction& tx) {
      for (const Values& change : changes) tx.Execute(kRewrap, change);
      RecordEvidence(tx, {clock_.Now(), "vault", "vault.rewrap", "keys", "MASTER_KEY_CHANGED"});
      return Status::Ok();
    });
    if (!written) return written.error();
    return done;
  }

 private:
  static std::optional<Key> UnwrapBy(const Key& master, const std::string& id,
                                     std::string_view wrapped) {
    auto bytes = OpenBytes(master, wrapped, kForKeys, id);
    if (!bytes || bytes->size() != Key::kSize) return std::nullopt;
    const Key key = Key::Of(*bytes);
    sodium_memzero(bytes->data(), bytes->size());
    return key;
  }

  std::string Wrap(const std::string& id, const Key& key) const {
    return SealBytes(masters_.front(), key.view(), kForKeys, id);
  }

  Status Add(const std::vector<Spare>& fresh) const {
    return database_.Transact(Deadline::In(patience_), [&](Transaction& transaction) {
      for (const auto& [person, key] : fresh) {
        const std::string id = IdOf(person);
        transaction.Execute(kAddKey, {Blob{id}, Blob{Wrap(id, key)}});
      }
      return Status::Ok();
    });
  }

  Database& database_;
  const Clock& clock_;
  const MasterKeys masters_;
  Key index_key_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::vector<Spare> spares_;
  std::size_t ahead_ = 1;
  Deadline lately_ = Deadline::In(std::chrono::seconds(0));
};

Status MigrateVaultKeys(Database& keys) {
  if (auto done = keys.Migrate("vault", VaultKeyMigrations()); !done) return done;
  return keys.Migrate("evidence", EvidenceMigrations());
}

Result<std::unique_ptr<SodiumVault>> SodiumVault::Open(Database& keys, const Clock& clock,
                                                       const SodiumVaultOptions& options) {
  const auto rows = keys.Query(Deadline::In(options.patience), kAnyKey, {});
  if (!rows) return rows.error();
  // A new master key beside keys that an older one wrapped would only hide that it is lost.
  auto masters = LoadMasterKeys(options, options.create_master_key && rows->empty());
  if (!masters) return masters.error();
  auto stored = std::make_unique<Keys>(keys, clock, *std::move(masters), options.patience);
  if (!rows->empty() && !stored->Unwrap(rows->front().Bytes(0), rows->front().Bytes(1))) {
    return Error::Of(reasons::kMasterKeyWrong, {{"path", options.master_key_file.string()}});
  }
  if (auto loaded = stored->LoadIndexKey(); !loaded) return loaded.error();
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

Result<std::string> SodiumVault::BlindIndex(std::string_view use, std::string_view text) {
  return KeyedHash(keys_->index_key().view(), std::string(use) + '\0' + std::string(text));
}

Result<bool> SodiumVault::HasPersons() const { return keys_->HasPersons(); }

bool SodiumVault::HasOlderMasterKeys() const { return keys_->HasOlderMasterKeys(); }

Result<SodiumVault::Rewrapped> SodiumVault::RewrapKeys(const std::string& place,
                                                       std::int64_t limit) {
  return keys_->Rewrap(place, limit);
}

Status SodiumVault::Shred(const Uuid& person) { return keys_->Delete(person); }

}  // namespace sinergi
