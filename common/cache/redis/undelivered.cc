#include "common/cache/redis/undelivered.h"

#include <algorithm>
#include <utility>

namespace sinergi {

bool Undelivered::Remember(std::string_view key, const Tombstone& tombstone) {
  if (const auto found = tombstones_.find(key); found != tombstones_.end()) {
    Tombstone& known = found->second;
    known.version = std::max(known.version, tombstone.version);
    known.time_to_live = std::max(known.time_to_live, tombstone.time_to_live);
    return true;
  }
  if (tombstones_.size() < most_) {
    tombstones_.emplace(key, tombstone);
    return true;
  }
  tombstones_.clear();
  return false;
}

Undelivered::Tombstones Undelivered::TakeAll() { return std::exchange(tombstones_, {}); }

}  // namespace sinergi
