#include "common/identity/cached_token_verifier.h"

#include <utility>

#include "common/identity/jose.h"

namespace sinergi {

CachedTokenVerifier::CachedTokenVerifier(const TokenVerifier& verifier, const Clock& clock,
                                         std::size_t capacity)
    : verifier_(verifier), clock_(clock), capacity_(capacity) {}

Result<Caller> CachedTokenVerifier::Verify(std::string_view token) const {
  if (token.empty() || token.size() > kMaxTokenBytes) return verifier_.Verify(token);
  std::string hash = jose::Sha256(token);
  if (const auto known = Find(hash)) return *known;
  const std::uint64_t edition = verifier_.Edition();  // before: the keys may change meanwhile
  auto caller = verifier_.Verify(token);
  if (caller) Remember(std::move(hash), edition, *caller);
  return caller;
}

std::shared_ptr<const Caller> CachedTokenVerifier::Find(const std::string& hash) const {
  const Instant now = clock_.Now();
  const std::lock_guard lock(mutex_);
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end()) return nullptr;
  const auto entry = found->second;
  if (now >= entry->caller->expires || entry->edition != verifier_.Edition()) {
    by_hash_.erase(found);
    entries_.erase(entry);
    return nullptr;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->caller;
}

void CachedTokenVerifier::Remember(std::string hash, std::uint64_t edition,
                                   const Caller& caller) const {
  if (clock_.Now() >= caller.expires) return;  // accepted only by the clock's tolerance
  auto copy = std::make_shared<const Caller>(caller);
  const std::lock_guard lock(mutex_);
  if (by_hash_.count(hash) > 0) return;
  if (entries_.size() >= capacity_) {
    by_hash_.erase(entries_.back().hash);
    entries_.pop_back();
  }
  entries_.push_front({hash, edition, std::move(copy)});
  by_hash_.emplace(std::move(hash), entries_.begin());
}

}  // namespace sinergi
