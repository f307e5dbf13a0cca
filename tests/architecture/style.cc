#include "tests/architecture/style.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sinergi::architecture {
namespace {

constexpr std::size_t kMostLines = 300;

// In two pieces each, so that this file may hold them.
constexpr std::string_view kOpenEnd =
    "TO"
    "DO";
constexpr std::string_view kSleep =
    "sleep"
    "_for";

// Who may sleep: between two looks at a condition, under a deadline; between two tries of a
// command.
constexpr std::array<std::string_view, 2> kMaySleep{"tests/support/eventually.h",
                                                    "services/cli/connection.cc"};

bool MaySleep(std::string_view path) {
  return std::find(kMaySleep.begin(), kMaySleep.end(), path) != kMaySleep.end();
}

}  // namespace

std::vector<std::string> StyleBreaches(const SourceFile& file) {
  std::vector<std::string> found;
  const std::vector<std::string_view> lines = Lines(file.text);
  if (lines.size() > kMostLines) {
    found.push_back(file.path + " has " + std::to_string(lines.size()) +
                    " lines: split it, a file holds one thing");
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string place = file.path + ":" + std::to_string(i + 1);
    if (lines[i].find(kOpenEnd) != std::string_view::npos) {
      found.push_back(place + " leaves something open: do it, or open an issue");
    }
    if (lines[i].find(kSleep) != std::string_view::npos && !MaySleep(file.path)) {
      found.push_back(place + " sleeps: wait for the condition, in tests with Eventually");
    }
  }
  return found;
}

}  // namespace sinergi::architecture
