#include "common/identity/permissions.h"

#include <algorithm>
#include <utility>

#include "common/csv/csv.h"
#include "common/identity/reasons.h"

namespace sinergi {
namespace {

// Words of lower-case letters and digits, joined by single ones of `joints`.
bool IsName(std::string_view text, std::string_view joints) {
  bool after_joint = true;
  for (const char c : text) {
    const bool is_joint = joints.find(c) != std::string_view::npos;
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (is_joint ? after_joint : !is_letter) return false;
    after_joint = is_joint;
  }
  return !after_joint;
}

bool IsPermission(std::string_view text) {
  return IsName(text, "._") && std::count(text.begin(), text.end(), '.') == 1;
}

}  // namespace

Result<RoleTable> RoleTable::Parse(std::string_view csv) {
  const auto rows = ParseCsv(csv, {"role", "permission"});
  if (!rows) return rows.error();
  RoleTable table;
  for (const CsvRow& row : *rows) {
    const std::string& role = row.fields[0];
    const std::string& permission = row.fields[1];
    if (!IsName(role, "-") || !IsPermission(permission) ||
        !table.permissions_[role].insert(permission).second) {
      return Error::Of(reasons::kRoleTableInvalid, {{"line", std::to_string(row.line)}});
    }
  }
  return table;
}

bool RoleTable::Allows(const Caller& caller, std::string_view permission) const {
  return std::any_of(caller.roles.begin(), caller.roles.end(), [&](const std::string& role) {
    const auto found = permissions_.find(role);
    return found != permissions_.end() && found->second.count(permission) > 0;
  });
}

std::vector<PermissionRow> KeptApart(std::span<const PermissionRow> rows,
                                     std::span<const std::string_view> apart_from) {
  std::vector<PermissionRow> apart(rows.begin(), rows.end());
  for (PermissionRow& row : apart) row.apart_from = apart_from;
  return apart;
}

bool RoleTable::AllowsAnyOf(const Caller& caller, std::string_view prefix) const {
  return std::any_of(caller.roles.begin(), caller.roles.end(), [&](const std::string& role) {
    const auto found = permissions_.find(role);
    if (found == permissions_.end()) return false;
    const auto first = found->second.lower_bound(prefix);
    return first != found->second.end() && first->starts_with(prefix);
  });
}

Permissions::Permissions(const std::vector<PermissionRow>& rows, RoleTable roles)
    : roles_(std::move(roles)) {
  for (const PermissionRow& row : rows) rows_.emplace(row.method, row);
}

const PermissionRow* Permissions::Find(std::string_view method) const {
  const auto found = rows_.find(method);
  return found == rows_.end() ? nullptr : &found->second;
}

Status Permissions::Check(const PermissionRow& row, const Caller& caller) const {
  if (!row.permission.empty() && !roles_.Allows(caller, row.permission)) {
    return Error::Of(reasons::kPermissionMissing, {{"permission", std::string(row.permission)}});
  }
  for (const std::string_view others : row.apart_from) {
    if (!roles_.AllowsAnyOf(caller, others)) continue;
    return Error::Of(reasons::kRolesNotApart, {{"others", std::string(others) + "*"}});
  }
  if (row.deputy.empty() || row.deputy == caller.deputy) return Status::Ok();
  return Error::Of(reasons::kDeputyNotYours, {{"deputy", std::string(row.deputy)}});
}

}  // namespace sinergi
