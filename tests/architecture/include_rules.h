#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/common_table.h"

namespace sinergi::architecture {

// An #include that its file may not have.
struct Breach {
  std::string path;
  std::size_t line;
  std::string include;
  std::string instead;  // what to do about it
};

// Who may include whom, for one file of common/ or services/: the table of common/README.md for the
// parts of common, the rules of services/README.md for the services. The standard library and POSIX
// are free everywhere. What no rule allows is a breach, a folder without a rule too.
std::vector<Breach> FindBreaches(const CommonTable& table, const std::string& path,
                                 std::string_view text);

}  // namespace sinergi::architecture
