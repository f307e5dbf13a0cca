#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "common/cache/cache.h"
#include "common/redis/redis_client.h"
#include "common/telemetry/metrics.h"

namespace sinergi {

struct RedisCacheOptions {
  std::string prefix;                                // before every key: "sinergi:referrals:"
  std::size_t most_undelivered = 4'096;              // keys remembered while Redis is away
  std::size_t largest_entry = std::size_t{1} << 20;  // in bytes; a larger one is not kept
};

// Entries in Redis, shared by all processes that use the same prefix. Put and Forget do not wait:
// what this process asks afterwards sees them, others a moment later, or at once after Settle. What
// Redis misses while it is away or too slow is made good before any of its entries is believed
// again; README.md has the exact promise.
class RedisCache final : public Cache {
 public:
  // `client` and `metrics` must outlive this.
  RedisCache(RedisClient& client, const RedisCacheOptions& options, Metrics& metrics);

  // Waits until all that was asked is answered. Not from within a callback of Find.
  ~RedisCache() override;

  std::optional<CacheEntry> Get(std::string_view key) override;
  void Find(std::string_view key, Found done) override;
  void Put(std::string_view key, CacheEntry entry, std::chrono::milliseconds time_to_live) override;
  void Forget(std::string_view key, std::int64_t version,
              std::chrono::milliseconds time_to_live) override;
  void Settle() override;

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace sinergi
