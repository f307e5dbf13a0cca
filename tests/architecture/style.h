#pragma once

#include <string>
#include <vector>

#include "tests/architecture/source_tree.h"

namespace sinergi::architecture {

// What clang-format does not see: files over 300 lines, open ends left in the text, and sleeping
// where a condition could be waited for. Each with its place and what to do instead.
std::vector<std::string> StyleBreaches(const SourceFile& file);

}  // namespace sinergi::architecture
