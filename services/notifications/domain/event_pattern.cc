#include "services/notifications/domain/event_pattern.h"

#include <algorithm>

namespace sinergi::notifications {
namespace {

constexpr std::string_view kWildcard = ".*";

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsName(std::string_view text) {
  return !text.empty() && IsLetter(text.front()) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return IsLetter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

// How many names with dots between them; 0 for anything else.
int CountNames(std::string_view text) {
  int names = 0;
  while (true) {
    const std::size_t dot = text.find('.');
    if (!IsName(text.substr(0, dot))) return 0;
    ++names;
    if (dot == std::string_view::npos) return names;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

std::optional<EventPattern> EventPattern::Parse(std::string_view text) {
  if (text.size() > kMaxLength) return std::nullopt;
  const bool wildcard = text.ends_with(kWildcard);
  const int names = CountNames(wildcard ? text.substr(0, text.size() - kWildcard.size()) : text);
  if (names < (wildcard ? 1 : 2)) return std::nullopt;
  return EventPattern(text);
}

bool EventPattern::Matches(std::string_view type) const {
  const std::string_view text = text_;
  if (!text.ends_with('*')) return type == text;
  const std::string_view package = text.substr(0, text.size() - 1);  // with its dot
  return type.size() > package.size() && type.starts_with(package);
}

}  // namespace sinergi::notifications
