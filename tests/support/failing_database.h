#pragma once

#include <atomic>

#include "common/database/database.h"
#include "tests/support/failure_plan.h"

namespace sinergi::testing {

// A Database that fails where a test wants it to. Calls are: the begin of a Transact, each Execute
// and each kind of Query in it, its commit, and each Query outside. A Transact whose work gives
// an error has no commit. After a failure inside a transaction the rest of it fails as well,
// uncounted. Migrate is never counted and never fails. A run that fails nothing tells by calls()
// how many there are to fail.
class FailingDatabase final : public Database {
 public:
  // `inner` must outlive it.
  explicit FailingDatabase(Database& inner) : inner_(inner) {}

  // The n-th call from now gives UNAVAILABLE, once; 1 is the next one. kAfter differs from kBefore
  // for a commit only: it takes effect, as when the connection is lost before the answer.
  void FailCall(std::int64_t n, FailureMode mode = FailureMode::kBefore);

  std::int64_t calls() const { return plan_.calls(); }
  std::int64_t commits() const { return commits_; }  // tried ones, failed or not
  bool failed() const { return plan_.failed(); }

  Status Transact(const Terms& terms, const Work& work) override;
  Status Migrate(const std::string& component, const std::vector<Migration>& migrations) override;
  Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) override;

 private:
  Database& inner_;
  FailurePlan plan_;
  std::atomic<std::int64_t> commits_ = 0;
};

}  // namespace sinergi::testing
