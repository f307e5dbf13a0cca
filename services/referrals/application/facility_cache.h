#pragma once

#include <functional>
#include <optional>
#include <string>

#include "common/cache/cache.h"
#include "common/time/clock.h"
#include "services/referrals/storage/facility_store.h"

namespace sinergi::referrals {

// Serialised answers about the directory, which is the same for everybody who may read it. Reads
// only; no change is decided by it. Any thread.
class FacilityCache {
 public:
  using Done = std::function<void(std::optional<std::string>)>;

  FacilityCache(Cache& cache, const Clock& clock) : cache_(cache), clock_(clock) {}

  void Find(FacilityId id, Done done) const;
  void Put(const Facility& facility, const std::string& answer) const;

  // Before a change of the facility commits: no answer of this revision is found any more.
  void Forget(const Facility& unchanged) const;

  // One page of a search. It belongs to an edition of the directory, so `edition` is asked for
  // before the database is, and an answer of an earlier edition is never found again.
  struct Page {
    std::string edition;  // empty: there is none to be had, and nothing is kept
    std::optional<std::string> answer;
  };
  Page FindPage(const FacilityQuery& query) const;
  void PutPage(const FacilityQuery& query, const Page& page) const;

  // After the directory changed: a new edition begins, and nothing older is found anywhere.
  void Changed() const;

 private:
  Cache& cache_;
  const Clock& clock_;
};

}  // namespace sinergi::referrals
