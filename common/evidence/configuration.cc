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

// Whether it was another one before, or none.
Result<bool> Changes(Transaction& tx, const std::string& name, const std::string& hash) {
  for (const Statement* statement : {&kChange, &kAdd}) {
    const auto rows = tx.Query(*statement, {name, hash});
    if (!rows) return rows.error();
    if (!rows->empty()) return true;
  }
  return false;
}

}  // namespace

Status RecordConfiguration(Database& database, Deadline deadline, Instant now,
                           const std::map<std::string, std::string>& hashes) {
  return database.Transact(deadline, [&](Transaction& tx) -> Status {
    for (const auto& [name, hash] : hashes) {
      const auto changed = Changes(tx, name, hash);
      if (!changed) return changed.error();
      if (!*changed) continue;
      RecordEvidence(
          tx, {now, kWho, "configuration.change", "configuration/" + name, hash.substr(0, kShown)});
    }
    return Status::Ok();
  });
}

}  // namespace sinergi
