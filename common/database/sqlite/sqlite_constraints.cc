#include <sqlite3.h>

#include <memory>
#include <set>

#include "common/database/sqlite/sqlite_connection.h"

namespace sinergi {
namespace {

struct Columns {
  std::string table;
  std::set<std::string> names;
};

// Reads "table.a, table.b".
Columns ParseColumns(std::string_view text) {
  Columns columns;
  while (!text.empty()) {
    const std::size_t end = text.find(", ");
    const std::string_view one = text.substr(0, end);
    const std::size_t dot = one.find('.');
    if (dot == std::string_view::npos) return {};
    columns.table = one.substr(0, dot);
    columns.names.emplace(one.substr(dot + 1));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 2);
  }
  return columns;
}

// SQLite names the columns of a broken unique constraint, not the index; the schema knows it.
std::string UniqueName(sqlite3* handle, std::string_view column_list) {
  const Columns columns = ParseColumns(column_list);
  static constexpr char kIndexes[] =
      "SELECT il.name, il.origin, ii.name FROM pragma_index_list(?1) il, "
      "pragma_index_info(il.name) ii WHERE il.\"unique\" = 1 ORDER BY il.seq";
  sqlite3_stmt* raw = nullptr;
  if (sqlite3_prepare_v2(handle, kIndexes, -1, &raw, nullptr) != SQLITE_OK) return columns.table;
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
  sqlite3_bind_text(raw, 1, columns.table.c_str(), -1, SQLITE_STATIC);
  std::string index;
  std::set<std::string> names;
  while (sqlite3_step(raw) == SQLITE_ROW) {
    std::string name = reinterpret_cast<const char*>(sqlite3_column_text(raw, 0));
    const std::string origin = reinterpret_cast<const char*>(sqlite3_column_text(raw, 1));
    if (name != index) names.clear();
    index = name;
    const auto* column = reinterpret_cast<const char*>(sqlite3_column_text(raw, 2));
    names.emplace(column == nullptr ? "" : column);
    if (names == columns.names && origin == "c") return name;
  }
  return columns.table + "_pkey";
}

}  // namespace

std::string ConstraintName(sqlite3* handle, std::string_view message) {
  static constexpr std::string_view kUnique = "UNIQUE constraint failed: ";
  static constexpr std::string_view kCheck = "CHECK constraint failed: ";
  static constexpr std::string_view kNotNull = "NOT NULL constraint failed: ";
  if (message.starts_with(kUnique)) return UniqueName(handle, message.substr(kUnique.size()));
  if (message.starts_with(kCheck)) return std::string(message.substr(kCheck.size()));
  if (message.starts_with(kNotNull)) {
    std::string name(message.substr(kNotNull.size()));
    if (const auto dot = name.find('.'); dot != std::string::npos) name[dot] = '_';
    return name + "_not_null";
  }
  return "foreign_key";
}

}  // namespace sinergi
