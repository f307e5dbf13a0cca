#include "common/cache/memory/memory_cache.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <utility>

#include "common/cache/memory/cache_shard.h"

namespace sinergi {
namespace {

constexpr std::size_t kMostShards = 16;
constexpr std::size_t kLeastShardBytes = std::size_t{4} << 20;
constexpr std::chrono::hours kLongestTimeToLive{24 * 365};

// A small cache has one shard and so one exact order of use.
std::size_t ShardsFor(std::size_t max_bytes) {
  return std::clamp(max_bytes / kLeastShardBytes, std::size_t{1}, kMostShards);
}

Instant After(Instant now, std::chrono::milliseconds time) {
  return now + std::min<std::chrono::milliseconds>(time, kLongestTimeToLive);
}

}  // namespace

class MemoryCache::Impl {
 public:
  Impl(const Clock& clock, std::size_t max_bytes) : clock_(clock) {
    const std::size_t count = ShardsFor(max_bytes);
    for (std::size_t i = 0; i < count; ++i) shards_.emplace_back(max_bytes / count);
  }

  CacheShard& Shard(std::string_view key) {
    return shards_[std::hash<std::string_view>()(key) % shards_.size()];
  }

  Instant Now() const { return clock_.Now(); }

 private:
  const Clock& clock_;
  std::deque<CacheShard> shards_;  // constant after construction
};

MemoryCache::MemoryCache(const Clock& clock, std::size_t max_bytes)
    : impl_(std::make_unique<Impl>(clock, max_bytes)) {}

MemoryCache::~MemoryCache() = default;

std::optional<CacheEntry> MemoryCache::Get(std::string_view key) {
  return impl_->Shard(key).Get(key, impl_->Now());
}

void MemoryCache::Find(std::string_view key, Found done) { done(Get(key)); }

void MemoryCache::Put(std::string_view key, CacheEntry entry,
                      std::chrono::milliseconds time_to_live) {
  const Instant now = impl_->Now();
  impl_->Shard(key).Put(key, std::move(entry), now, After(now, time_to_live));
}

void MemoryCache::Forget(std::string_view key, std::int64_t version,
                         std::chrono::milliseconds time_to_live) {
  const Instant now = impl_->Now();
  impl_->Shard(key).Forget(key, version, now, After(now, time_to_live));
}

}  // namespace sinergi
