#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sinergi {

// How many characters must be put in, left out, replaced or swapped with their neighbour to make
// one text of the other (optimal string alignment).
std::size_t EditDistance(std::string_view one, std::string_view other);

// The name that `written` was probably meant to be; none when more than a
// third of it would have to change.
std::optional<std::string> ClosestName(std::string_view written,
                                       const std::vector<std::string>& names);

}  // namespace sinergi
