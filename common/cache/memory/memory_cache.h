#pragma once

#include <cstddef>
#include <memory>

#include "common/cache/cache.h"
#include "common/time/clock.h"

namespace sinergi {

// Entries in this process, bounded in bytes; the least recently used go first. A tombstone counts
// as an entry without bytes.
class MemoryCache final : public Cache {
 public:
  MemoryCache(const Clock& clock, std::size_t max_bytes);
  ~MemoryCache() override;

  std::optional<CacheEntry> Get(std::string_view key) override;
  void Find(std::string_view key, Found done) override;
  void Put(std::string_view key, CacheEntry entry, std::chrono::milliseconds time_to_live) override;
  void Forget(std::string_view key, std::int64_t version,
              std::chrono::milliseconds time_to_live) override;
  void Settle() override {}

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sinergi
