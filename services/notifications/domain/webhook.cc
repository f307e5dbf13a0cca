#include "services/notifications/domain/webhook.h"

#include <algorithm>
#include <string_view>

namespace sinergi::notifications {

bool IsMailbox(const std::string& text) {
  const std::size_t at = text.find('@');
  const bool plain = std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c < 127 &&
           std::string_view("<>(),;:\\\"[]").find(c) == std::string_view::npos;
  });
  return plain && text.size() <= kMaxContact && at != std::string::npos && at > 0 &&
         text.find('@', at + 1) == std::string::npos && text.find('.', at) != std::string::npos &&
         !text.ends_with('.') && text[at + 1] != '.';
}

}  // namespace sinergi::notifications
