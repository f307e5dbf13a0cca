#pragma once

#include <string_view>
#include <utility>

#include "services/cli/messages.h"

namespace sinergi::cli {

using Entry = std::pair<std::string_view, Message>;

// The entry of that key in an array of them; null when there is none.
template <class Entries>
const Message* FindEntry(const Entries& entries, std::string_view key) {
  for (const Entry& entry : entries) {
    if (entry.first == key) return &entry.second;
  }
  return nullptr;
}

}  // namespace sinergi::cli
