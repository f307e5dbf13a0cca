#include "services/referrals/application/facility_cache.h"

#include <algorithm>

#include "common/ids/uuid.h"

namespace sinergi::referrals {
namespace {

constexpr std::chrono::minutes kFacilityTimeToLive{30};
constexpr std::chrono::seconds kPageTimeToLive{30};
constexpr std::chrono::hours kEditionTimeToLive{24};
constexpr const char* kEditionKey = "facilities:edition";

std::string KeyOf(FacilityId id) { return "facility:" + id.ToString(); }

// With lengths, so that no text runs into the next.
std::string KeyOf(const std::string& edition, const FacilityQuery& query) {
  std::string key = "facilities:" + edition + ":" + std::to_string(query.limit);
  for (const std::string& part : {query.region ? query.region->ToString() : std::string(),
                                  query.office, query.after_name, query.after_id}) {
    key += ":" + std::to_string(part.size()) + ":" + part;
  }
  return key;
}

}  // namespace

void FacilityCache::Find(FacilityId id, Done done) const {
  cache_.Find(KeyOf(id), [done = std::move(done)](std::optional<CacheEntry> entry) {
    done(entry ? std::optional(std::move(entry->bytes)) : std::nullopt);
  });
}

void FacilityCache::Put(const Facility& facility, const std::string& answer) const {
  cache_.Put(KeyOf(facility.id), {facility.revision, answer}, kFacilityTimeToLive);
}

void FacilityCache::Forget(const Facility& unchanged) const {
  cache_.Forget(KeyOf(unchanged.id), unchanged.revision, kFacilityTimeToLive);
}

FacilityCache::Page FacilityCache::FindPage(const FacilityQuery& query) const {
  auto edition = cache_.Get(kEditionKey);
  if (!edition) {
    Changed();
    return {};
  }
  auto found = cache_.Get(KeyOf(edition->bytes, query));
  return {std::move(edition->bytes), found ? std::optional(std::move(found->bytes)) : std::nullopt};
}

void FacilityCache::PutPage(const FacilityQuery& query, const Page& page) const {
  if (page.edition.empty() || !page.answer) return;
  cache_.Put(KeyOf(page.edition, query), {1, *page.answer}, kPageTimeToLive);
}

// Replicas' clocks differ, so an edition is newer than the one it follows whatever the time. Two at
// once are one: it begins after both changes.
void FacilityCache::Changed() const {
  const Instant now = clock_.Now();
  const auto before = cache_.Get(kEditionKey);
  const std::int64_t version =
      std::max(ToMicroseconds(now), before ? before->version + 1 : std::int64_t{0});
  cache_.Put(kEditionKey, {version, Uuid::Make(now).ToString()}, kEditionTimeToLive);
  cache_.Settle();
}

}  // namespace sinergi::referrals
