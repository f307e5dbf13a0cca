#include "common/logging/json_text.h"

#include <algorithm>
#include <cstdint>

namespace sinergi {
namespace {

constexpr char32_t kReplacement = 0xfffd;

struct CodePoint {
  char32_t value;
  std::size_t size;  // bytes it took
  bool valid;
};

struct Lead {
  std::size_t size;              // 0: no sequence starts with this byte
  std::uint8_t bits;             // of the lead byte
  std::uint8_t lowest, highest;  // what the second byte may be (Unicode 15, table 3-7)
};

Lead LeadOf(std::uint8_t byte) {
  if (byte < 0x80) return {1, byte, 0, 0};
  if (byte >= 0xc2 && byte <= 0xdf) return {2, static_cast<std::uint8_t>(byte & 0x1f), 0x80, 0xbf};
  if (byte >= 0xe0 && byte <= 0xef) {
    return {3, static_cast<std::uint8_t>(byte & 0x0f),
            static_cast<std::uint8_t>(byte == 0xe0 ? 0xa0 : 0x80),
            static_cast<std::uint8_t>(byte == 0xed ? 0x9f : 0xbf)};
  }
  if (byte >= 0xf0 && byte <= 0xf4) {
    return {4, static_cast<std::uint8_t>(byte & 0x07),
            static_cast<std::uint8_t>(byte == 0xf0 ? 0x90 : 0x80),
            static_cast<std::uint8_t>(byte == 0xf4 ? 0x8f : 0xbf)};
  }
  return {0, 0, 0, 0};
}

// Reads the first code point of a text that is not empty.
CodePoint First(std::string_view text) {
  const Lead lead = LeadOf(static_cast<std::uint8_t>(text[0]));
  if (lead.size == 0) return {kReplacement, 1, false};
  char32_t value = lead.bits;
  for (std::size_t i = 1; i < lead.size; ++i) {
    if (i == text.size()) return {kReplacement, i, false};
    const auto byte = static_cast<std::uint8_t>(text[i]);
    const std::uint8_t lowest = i == 1 ? lead.lowest : 0x80;
    const std::uint8_t highest = i == 1 ? lead.highest : 0xbf;
    if (byte < lowest || byte > highest) return {kReplacement, i, false};
    value = value << 6 | (byte & 0x3f);
  }
  return {value, lead.size, true};
}

// What a terminal or a reader of lines could take for more than a character of the value.
bool IsUnsafe(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || (c >= 0x200e && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void AppendUnsafe(std::string& out, char32_t c) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  if (c == '\n') {
    out += "\\n";
  } else if (c == '\r') {
    out += "\\r";
  } else if (c == '\t') {
    out += "\\t";
  } else {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(c >> shift) & 0x0f];
  }
}

bool IsPlain(char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; }

}  // namespace

void AppendEscaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const auto plain = std::find_if_not(text.begin(), text.end(), IsPlain) - text.begin();
    out += text.substr(0, static_cast<std::size_t>(plain));
    text.remove_prefix(static_cast<std::size_t>(plain));
    if (text.empty()) return;
    const CodePoint point = First(text);
    if (!point.valid) {
      out += "\xef\xbf\xbd";
    } else if (IsUnsafe(point.value)) {
      AppendUnsafe(out, point.value);
    } else {
      if (point.value == '"' || point.value == '\\') out += '\\';
      out += text.substr(0, point.size);
    }
    text.remove_prefix(point.size);
  }
}

std::string JsonString(std::string_view text) {
  std::string quoted = "\"";
  AppendEscaped(quoted, text);
  quoted += '"';
  return quoted;
}

}  // namespace sinergi
