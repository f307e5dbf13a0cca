#include "common/settings/closest_name.h"

#include <algorithm>
#include <numeric>

namespace sinergi {

std::size_t EditDistance(std::string_view one, std::string_view other) {
  // Rows of the table: for the start of `one` two characters back, one back, and now.
  std::vector<std::size_t> earlier(other.size() + 1);
  std::vector<std::size_t> before(other.size() + 1);
  std::vector<std::size_t> now(other.size() + 1);
  std::iota(now.begin(), now.end(), 0u);
  for (std::size_t i = 1; i <= one.size(); ++i) {
    earlier.swap(before);
    before.swap(now);
    now[0] = i;
    for (std::size_t j = 1; j <= other.size(); ++j) {
      const std::size_t replaced = before[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
      now[j] = std::min({before[j] + 1, now[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]) {
        now[j] = std::min(now[j], earlier[j - 2] + 1);
      }
    }
  }
  return now[other.size()];
}

std::optional<std::string> ClosestName(std::string_view written,
                                       const std::vector<std::string>& names) {
  std::optional<std::string> closest;
  std::size_t limit = std::max<std::size_t>(written.size() / 3, 1);
  for (const std::string& name : names) {
    const std::size_t distance = EditDistance(written, name);
    if (distance > limit || (closest && distance == limit)) continue;
    closest = name;
    limit = distance;
  }
  return closest;
}

}  // namespace sinergi
