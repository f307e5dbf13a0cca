#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/ids/uuid.h"

namespace sinergi {

// Short names made to be read over a telephone: "RJ-7K3M-9Q2F". After the prefix come seven
// characters of Crockford's base 32 and a check character (Luhn mod 32) that finds every single
// wrong character and nearly every swap of two neighbours.

// From the random bits of an identifier. `prefix` is upper-case letters of that alphabet.
std::string MakeShortReference(std::string_view prefix, const Uuid& random);

// As MakeShortReference writes it. Upper or lower case, with or without hyphens and prefix; I and L
// are read as 1, O as 0. None when it cannot be one.
std::optional<std::string> ParseShortReference(std::string_view prefix, std::string_view text);

}  // namespace sinergi
