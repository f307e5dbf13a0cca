#include "services/referrals/application/referral_cache.h"

#include <algorithm>

namespace sinergi::referrals {
namespace {

constexpr std::chrono::minutes kTimeToLive{5};
constexpr char kEndOfViewer = '\n';  // none holds one

std::string KeyOf(ReferralId id) { return "referral:" + id.ToString(); }

// The viewers, a line each, an empty line, the answer.
std::string Pack(const std::vector<std::string>& viewers, const std::string& answer) {
  std::string bytes;
  for (const std::string& viewer : viewers) bytes += viewer + kEndOfViewer;
  return bytes + kEndOfViewer + answer;
}

// The answer for the viewer; nothing for who is not named.
std::optional<std::string> Unpack(std::string_view bytes, std::string_view viewer) {
  bool named = false;
  while (true) {
    const std::size_t end = bytes.find(kEndOfViewer);
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (line.empty()) break;
    named = named || line == viewer;
  }
  return named ? std::optional<std::string>(bytes) : std::nullopt;
}

}  // namespace

void ReferralCache::Find(ReferralId id, const std::string& viewer,
                         std::function<void(std::optional<std::string>)> done) const {
  cache_.Find(KeyOf(id), [viewer, done = std::move(done)](std::optional<CacheEntry> entry) {
    done(entry ? Unpack(entry->bytes, viewer) : std::nullopt);
  });
}

void ReferralCache::Put(const Referral& referral, const std::vector<std::string>& viewers,
                        const std::string& answer) const {
  cache_.Put(KeyOf(referral.data().id), {referral.data().revision, Pack(viewers, answer)},
             kTimeToLive);
}

void ReferralCache::Forget(const Referral& unchanged) const {
  cache_.Forget(KeyOf(unchanged.data().id), unchanged.data().revision, kTimeToLive);
}

}  // namespace sinergi::referrals
