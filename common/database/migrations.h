#pragma once

#include <string>
#include <vector>

#include "common/database/database.h"
#include "common/time/instant.h"

namespace sinergi {

// One step of a component's schema. Its file is migrations/<version>_<name>.<technology>.sql and
// never changes once it has been released.
struct Migration {
  int version;
  std::string name;
  std::string sql;
};

// A migration as it was applied to a database.
struct AppliedMigration {
  std::string component;
  int version;
  std::string name;
  std::string checksum;  // of the text; another text under the same version is refused
};

}  // namespace sinergi
