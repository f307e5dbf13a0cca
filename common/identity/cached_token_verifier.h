#pragma once

#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "common/identity/caller.h"
#include "common/time/clock.h"

namespace sinergi {

// Remembers who a verified token belongs to until the token expires or the keys change, so that a
// repeated call costs a hash and no signature check. Keeps the hash and never the token; the least
// recently used goes first. Refusals are not remembered. Safe from any thread.
class CachedTokenVerifier final : public TokenVerifier {
 public:
  // `verifier` and `clock` outlive it. `capacity` > 0.
  CachedTokenVerifier(const TokenVerifier& verifier, const Clock& clock,
                      std::size_t capacity = 4096);

  Result<Caller> Verify(std::string_view token) const override;
  std::uint64_t Edition() const override { return verifier_.Edition(); }

 private:
  struct Entry {
    std::string hash;
    std::uint64_t edition;  // of the keys that it was verified with
    std::shared_ptr<const Caller> caller;
  };
  using Entries = std::list<Entry>;

  std::shared_ptr<const Caller> Find(const std::string& hash) const;
  void Remember(std::string hash, std::uint64_t edition, const Caller& caller) const;

  const TokenVerifier& verifier_;
  const Clock& clock_;
  const std::size_t capacity_;
  mutable std::mutex mutex_;
  mutable Entries entries_;  // guarded by mutex_; the most recently used first
  mutable std::unordered_map<std::string, Entries::iterator> by_hash_;  // guarded by mutex_
};

}  // namespace sinergi
