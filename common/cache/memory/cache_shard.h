#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/cache/cache.h"
#include "common/time/instant.h"

namespace sinergi {

// What an entry takes besides its key and its bytes, about.
inline constexpr std::size_t kCacheEntryOverhead = 192;

// A part of the cache's keys under one mutex, the most recently used first. Safe from any thread.
class CacheShard {
 public:
  explicit CacheShard(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  std::optional<CacheEntry> Get(std::string_view key, Instant now);

  // A tombstone is kept instead of an entry that is too large: older ones must not be found either.
  void Put(std::string_view key, CacheEntry entry, Instant now, Instant expires);

  void Forget(std::string_view key, std::int64_t version, Instant now, Instant expires);

 private:
  struct Node {
    std::string key;
    CacheEntry entry;  // without bytes when it is a tombstone
    bool tombstone;
    Instant expires;

    std::size_t Bytes() const { return BytesOf(key, entry.bytes.size()); }
  };
  using Nodes = std::list<Node>;

  static std::size_t BytesOf(std::string_view key, std::size_t bytes) {
    return key.size() + bytes + kCacheEntryOverhead;
  }

  // All four: with mutex_ held.
  Nodes::iterator FindLiving(std::string_view key, Instant now);
  void Bury(std::string_view key, std::int64_t version, Instant now, Instant expires);
  void Replace(Nodes::iterator old, Node node);
  void Erase(Nodes::iterator node);

  const std::size_t max_bytes_;
  std::mutex mutex_;
  Nodes nodes_;                                                   // guarded by mutex_
  std::unordered_map<std::string_view, Nodes::iterator> by_key_;  // guarded by mutex_
  std::size_t bytes_ = 0;                                         // guarded by mutex_
};

}  // namespace sinergi
