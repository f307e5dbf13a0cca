#include "services/tat/storage/tat_texts.h"

#include <array>

namespace sinergi::tat {
namespace {

constexpr Statement kInsertText{R"sql(
  INSERT INTO tat_texts (case_id, kind, sealed) VALUES ($1, $2, $3))sql"};

constexpr Statement kFindText{"SELECT sealed FROM tat_texts WHERE case_id = $1 AND kind = $2"};

std::string NameOf(TatTextKind kind) {
  static constexpr std::array<std::string_view, 3> kNames{"case", "return", "recommendation"};
  return std::string(kNames[static_cast<std::size_t>(kind)]);
}

Result<std::optional<std::string>> TextOf(const Result<Rows>& rows) {
  if (!rows) return rows.error();
  if (rows->empty()) return std::optional<std::string>();
  return std::optional(rows->front().Bytes(0));
}

}  // namespace

void TatTexts::Insert(Transaction& tx, CaseId id, TatTextKind kind, const std::string& sealed) {
  tx.Execute(kInsertText, {id.ToString(), NameOf(kind), Blob{sealed}});
}

Result<std::optional<std::string>> TatTexts::Find(Database& database, const Terms& terms, CaseId id,
                                                  TatTextKind kind) {
  return TextOf(database.Query(terms, kFindText, {id.ToString(), NameOf(kind)}));
}

Result<std::optional<std::string>> TatTexts::Find(Transaction& tx, CaseId id, TatTextKind kind) {
  return TextOf(tx.Query(kFindText, {id.ToString(), NameOf(kind)}));
}

}  // namespace sinergi::tat
