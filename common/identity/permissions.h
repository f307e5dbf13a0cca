#pragma once

#include <array>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/identity/caller.h"
#include "common/result/result.h"

namespace sinergi {

// One row: who may call this RPC. `permission` empty means that no token is needed.
struct PermissionRow {
  std::string_view method;      // "/sinergi.referrals.v1.ReferralsService/SendReferral"
  std::string_view permission;  // "referrals.send"
  // Whose people alone may, as Caller::deputy names them, because theirs is what is written: IBM is
  // the deputy of rehabilitation's, Desa Bersinar that of prevention's, alternative empowerment
  // that of community empowerment's. Empty for everybody's.
  std::string_view deputy = {};
  // Of what must never meet: who holds a permission that begins as one of these ("referrals.") may
  // not call it, whatever else they hold.
  std::span<const std::string_view> apart_from = {};
};

// The rows, each kept apart from those permissions as well.
std::vector<PermissionRow> KeptApart(std::span<const PermissionRow> rows,
                                     std::span<const std::string_view> apart_from);

// What assessments of people in criminal process are allowed by. Whoever is allowed any of it is
// refused all that leads to people who came of their own will.
inline constexpr std::array<std::string_view, 1> kOfAssessments{"tat."};

inline constexpr std::string_view kRehabilitasi = "rehabilitasi";
inline constexpr std::string_view kPencegahan = "pencegahan";
inline constexpr std::string_view kDayamas = "dayamas";

// Which role holds which permissions: data, a CSV file with the columns role and permission.
class RoleTable {
 public:
  // INVALID_ARGUMENT with line and rule for a file that is not of this form.
  static Result<RoleTable> Parse(std::string_view csv);

  bool Allows(const Caller& caller, std::string_view permission) const;

  // Whether any of their roles has a permission that begins so.
  bool AllowsAnyOf(const Caller& caller, std::string_view prefix) const;

 private:
  std::map<std::string, std::set<std::string, std::less<>>, std::less<>> permissions_;
};

// Decides whether a caller may call a method at all: deny by default. Which records the call then
// sees is the service's own scope rule. Constant after construction.
class Permissions {
 public:
  Permissions(const std::vector<PermissionRow>& rows, RoleTable roles);

  // The row of a method, or nullptr: a method without one is refused to everybody.
  const PermissionRow* Find(std::string_view method) const;

  // PERMISSION_DENIED with PERMISSION_MISSING, DEPUTY_NOT_YOURS or ROLES_NOT_APART.
  Status Check(const PermissionRow& row, const Caller& caller) const;

 private:
  std::map<std::string_view, PermissionRow> rows_;
  RoleTable roles_;
};

}  // namespace sinergi
