#include "common/cache/memory/cache_shard.h"

#include <algorithm>
#include <utility>

namespace sinergi {

std::optional<CacheEntry> CacheShard::Get(std::string_view key, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = FindLiving(key, now);
  if (found == nodes_.end()) return std::nullopt;
  nodes_.splice(nodes_.begin(), nodes_, found);
  return found->tombstone ? std::nullopt : std::optional(found->entry);
}

void CacheShard::Put(std::string_view key, CacheEntry entry, Instant now, Instant expires) {
  const std::lock_guard lock(mutex_);
  const auto old = FindLiving(key, now);
  if (old != nodes_.end() && old->entry.version >= entry.version) return;
  if (BytesOf(key, entry.bytes.size()) > max_bytes_) {
    return Bury(key, entry.version, now, expires);
  }
  Replace(old, Node{std::string(key), std::move(entry), false, expires});
}

void CacheShard::Forget(std::string_view key, std::int64_t version, Instant now, Instant expires) {
  const std::lock_guard lock(mutex_);
  Bury(key, version, now, expires);
}

void CacheShard::Bury(std::string_view key, std::int64_t version, Instant now, Instant expires) {
  const auto old = FindLiving(key, now);
  if (old != nodes_.end()) {
    if (old->entry.version > version) return;
    if (old->tombstone) expires = std::max(expires, old->expires);
  }
  Replace(old, Node{std::string(key), CacheEntry{version, {}}, true, expires});
}

CacheShard::Nodes::iterator CacheShard::FindLiving(std::string_view key, Instant now) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nodes_.end();
  if (found->second->expires > now) return found->second;
  Erase(found->second);
  return nodes_.end();
}

void CacheShard::Replace(Nodes::iterator old, Node node) {
  if (old != nodes_.end()) Erase(old);
  const std::size_t needed = node.Bytes();
  if (needed > max_bytes_) return;
  while (bytes_ + needed > max_bytes_) Erase(std::prev(nodes_.end()));
  nodes_.push_front(std::move(node));
  by_key_.emplace(nodes_.front().key, nodes_.begin());
  bytes_ += needed;
}

void CacheShard::Erase(Nodes::iterator node) {
  bytes_ -= node->Bytes();
  by_key_.erase(node->key);
  nodes_.erase(node);
}

}  // namespace sinergi
