#include "common/regions/folded_name.h"

#include <cstddef>

namespace sinergi {
namespace {

// The bytes of the punctuation character that `rest` begins with in UTF-8; 0 when it is none.
std::size_t PunctuationSize(std::string_view rest) {
  if (rest.starts_with("\u02BB") || rest.starts_with("\u02BC") || rest.starts_with("\u00B4")) {
    return 2;
  }
  const bool general = rest.starts_with("\xE2\x80") || rest.starts_with("\xE2\x81");
  return general && rest.size() > 2 ? 3 : 0;  // U+2000 to U+207F
}

}  // namespace

std::string FoldName(std::string_view name) {
  std::string folded;
  folded.reserve(name.size());
  for (std::size_t at = 0; at < name.size();) {
    if (const std::size_t skipped = PunctuationSize(name.substr(at)); skipped > 0) {
      at += skipped;
      continue;
    }
    const char c = name[at++];
    if (c >= 'A' && c <= 'Z') folded += static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0) folded += c;
  }
  return folded;
}

}  // namespace sinergi
