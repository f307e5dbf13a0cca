#pragma once

#include <string>
#include <string_view>

namespace sinergi {

// A name as search compares it: ASCII letters in lower case and digits; spaces and punctuation, the
// typographic apostrophes of U+2018 and its neighbours too, are left out, so that "Pangkal Pinang"
// and "Pangkalpinang" are one name. Other letters stay as they are.
std::string FoldName(std::string_view name);

}  // namespace sinergi
