#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/cache/cache.h"
#include "services/referrals/domain/referral.h"

namespace sinergi::referrals {

// Serialised answers about single referrals, each with those who may see it, so that a hit needs no
// database. Reads only; no change is decided by it. Any thread.
class ReferralCache {
 public:
  explicit ReferralCache(Cache& cache) : cache_(cache) {}

  // The answer, if the entry names `viewer`; `done` is called once, as Cache::Find says.
  void Find(ReferralId id, const std::string& viewer,
            std::function<void(std::optional<std::string>)> done) const;

  // What was read at this revision, and viewers that were the same before and after: one who came
  // or went meanwhile makes the pair doubtful, and it is not kept.
  void Put(const Referral& referral, const std::vector<std::string>& viewers,
           const std::string& answer) const;

  // Before a change of the referral commits: no entry of this revision comes back, and none is
  // found by this process from now on, by others after Settle. Should the change fail, that costs
  // the next reader a look at the database.
  void Forget(const Referral& unchanged) const;

  // After the commit, before the answer: whoever has the answer finds nothing older anywhere.
  void Settle() const { cache_.Settle(); }

 private:
  Cache& cache_;
};

}  // namespace sinergi::referrals
