#include "common/evidence/configuration.h"

#include "common/evidence/evidence.h"

namespace sinergi {
namespace {

constexpr std::size_t kShown = 16;  // of a hash
constexpr const char* kWho = "process";

constexpr Statement kChange{R"sql(
  UPDATE configuration SET hash = $2 WHERE name = $1 AND hash <> $2 RETURNING name)sql"};

constexpr Statement kAdd{R"sql(
  INSERT INTO configuration (name, hash) VALUES ($1, $2)
  ON CONFLICT (name) DO NOTHING RETURNING name)sql"};

// Of the settings: '0' comes after '/'.
constexpr Statement kSettings{R"sql(
  SELECT name FROM configuration WHERE name >= 'setting/' AND name < 'setting0')sql"};

constexpr Statement kRemove{R"sql(
  DELETE FROM configuration WHERE name = $1 RETURNING name)sql"};

constexpr std::string_view kSetting = "setting/";

void Note(Transaction& tx, Instant now, const std::string& name, const std::string& what) {
  RecordEvidence(tx, {now, kWho, "configuration.change", "configuration/" + name, what});
}

// Whether it was another one before, or none.
Result<bool> Changes(Transaction& tx, const std::string& name, const std::string& hash) {
  for (const Statement* statement : {&kChange, &kAdd}) {
    const auto rows = tx.Query(*statement, {name, hash});
    if (!rows) return rows.error();
    if (!rows->empty()) return true;
  }
  return false;
}

Status NoteChanges(Transaction& tx, Instant now, const std::string& prefix,
                   const std::map<std::string, std::string>& hashes) {
  for (const auto& [key, hash] : hashes) {
    const std::string name = prefix + key;
    const auto changed = Changes(tx, name, hash);
    if (!changed) return changed.error();
    if (*changed) Note(tx, now, name, hash.substr(0, kShown));
  }
  return Status::Ok();
}

}  // namespace

Status RecordConfiguration(Database& database, Deadline deadline, Instant now,
                           const std::map<std::string, std::string>& hashes) {
  return database.Transact(
      deadline, [&](Transaction& tx) { return NoteChanges(tx, now, std::string(), hashes); });
}

Status RecordSettings(Database& database, Deadline deadline, Instant now,
                      const std::map<std::string, std::string>& hashes) {
  return database.Transact(deadline, [&](Transaction& tx) -> Status {
    const auto known = tx.Query(kSettings, {});
    if (!known) return known.error();
    for (const Row& row : *known) {
      const std::string name = row.Text(0);
      if (hashes.contains(name.substr(kSetting.size()))) continue;
      const auto removed = tx.Query(kRemove, {name});
      if (!removed) return removed.error();
      if (!removed->empty()) Note(tx, now, name, "default");
    }
    return NoteChanges(tx, now, std::string(kSetting), hashes);
  });
}

}  // namespace sinergi
