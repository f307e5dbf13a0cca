#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace sinergi {

struct CacheEntry {
  std::int64_t version;
  std::string bytes;
  bool operator==(const CacheEntry&) const = default;
};

// Makes reads fast and is never the truth: any entry may vanish at any time, a failure of the cache
// is a miss, and decisions never read it. Entries hold no personal data. Safe from any thread.
class Cache {
 public:
  virtual ~Cache() = default;

  virtual std::optional<CacheEntry> Get(std::string_view key) = 0;

  // Gets without waiting: `done` hears exactly once what Get would have given, on the caller's
  // thread before this returns or on a thread of the cache's. It is quick, never blocks and never
  // throws.
  using Found = std::function<void(std::optional<CacheEntry>)>;
  virtual void Find(std::string_view key, Found done) = 0;

  // Stores unless the same or a newer version, or its tombstone, is there. `time_to_live` > 0.
  virtual void Put(std::string_view key, CacheEntry entry,
                   std::chrono::milliseconds time_to_live) = 0;

  // Leaves a tombstone: entries of `version` and older are not found and cannot come back while it
  // lives.
  virtual void Forget(std::string_view key, std::int64_t version,
                      std::chrono::milliseconds time_to_live) = 0;

  // Waits until every process finds what this thread has put and forgotten so far, or until it is
  // clear that the cache cannot say: at most as long as one read takes.
  virtual void Settle() = 0;
};

}  // namespace sinergi
