#pragma once

#include <string>
#include <string_view>

namespace sinergi {

// Appends `text` as the inside of a JSON string. The result is valid UTF-8 on one line: control
// characters, line separators and direction marks are escaped, bytes that are not UTF-8 become
// U+FFFD.
void AppendEscaped(std::string& out, std::string_view text);

// `text` as a JSON string, quotes included.
std::string JsonString(std::string_view text);

}  // namespace sinergi
