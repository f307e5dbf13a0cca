#pragma once

#include <cstddef>
#include <string_view>

namespace sinergi {

// Whether the bytes are well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates.
bool IsUtf8(std::string_view bytes);

// How many code points well-formed UTF-8 has.
std::size_t CountCharacters(std::string_view utf8);

}  // namespace sinergi
