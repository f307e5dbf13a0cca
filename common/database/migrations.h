#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinergi {

// One step of a component's schema, with a text for each technology. Its files are
// migrations/<version>_<name>.<technology>.sql and never change once they have been released. A
// component without a text for a technology cannot live there.
struct Migration {
  int version;
  std::string name;
  std::string sqlite = {};
  std::string postgres = {};
};

// Tells one text of a migration from another. Kept in databases: it never changes.
std::string ChecksumOf(std::string_view sql);

}  // namespace sinergi
