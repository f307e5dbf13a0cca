#pragma once

#include <string>
#include <vector>

namespace sinergi {

// One step of a component's schema. Its file is migrations/<version>_<name>.<technology>.sql and
// never changes once it has been released.
struct Migration {
  int version;
  std::string name;
  std::string sql;
};

}  // namespace sinergi
