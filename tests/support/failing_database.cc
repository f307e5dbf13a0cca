#include "tests/support/failing_database.h"

#include <utility>

namespace sinergi::testing {
namespace {

using Fate = FailurePlan::Fate;

class FailingTransaction final : public Transaction {
 public:
  FailingTransaction(FailurePlan& plan, Transaction& inner) : plan_(plan), inner_(inner) {}

  void Execute(const Statement& statement, Values parameters) override {
    if (MayGoOn()) inner_.Execute(statement, std::move(parameters));
  }

  Result<Rows> Query(const Statement& statement, Values parameters) override {
    if (!MayGoOn()) return outcome_.error();
    return inner_.Query(statement, std::move(parameters));
  }

  Result<Rows> QueryForUpdate(const Statement& statement, Values parameters) override {
    if (!MayGoOn()) return outcome_.error();
    return inner_.QueryForUpdate(statement, std::move(parameters));
  }

  Result<Rows> QueryFreeForUpdate(const Statement& statement, Values parameters) override {
    if (!MayGoOn()) return outcome_.error();
    return inner_.QueryFreeForUpdate(statement, std::move(parameters));
  }

  Result<std::vector<Rows>> QueryEach(const Statement& statement,
                                      std::vector<Values> parameters) override {
    if (!MayGoOn()) return outcome_.error();
    return inner_.QueryEach(statement, std::move(parameters));
  }

  Result<std::vector<Rows>> QueryEachForUpdate(const Statement& statement,
                                               std::vector<Values> parameters) override {
    if (!MayGoOn()) return outcome_.error();
    return inner_.QueryEachForUpdate(statement, std::move(parameters));
  }

  const Status& outcome() const { return outcome_; }

 private:
  bool MayGoOn() {
    if (outcome_ && plan_.Next() != Fate::kGoesOn) outcome_ = FailurePlan::Failure();
    return static_cast<bool>(outcome_);
  }

  FailurePlan& plan_;
  Transaction& inner_;
  Status outcome_;
};

}  // namespace

void FailingDatabase::FailCall(std::int64_t n, FailureMode mode) { plan_.FailCall(n, mode); }

Status FailingDatabase::Transact(const Terms& terms, const Work& work) {
  if (plan_.Next() != Fate::kGoesOn) return FailurePlan::Failure();
  bool answer_lost = false;
  Status done = inner_.Transact(terms, [&](Transaction& tx) -> Status {
    FailingTransaction failing(plan_, tx);
    Status worked = work(failing);
    if (!failing.outcome()) return failing.outcome();
    if (!worked) return worked;
    ++commits_;
    const Fate fate = plan_.Next();
    if (fate == Fate::kFailsBefore) return FailurePlan::Failure();
    answer_lost = fate == Fate::kFailsAfter;
    return Status::Ok();
  });
  if (done && answer_lost) return FailurePlan::Failure();
  return done;
}

Status FailingDatabase::Migrate(const std::string& component,
                                const std::vector<Migration>& migrations) {
  return inner_.Migrate(component, migrations);
}

Result<Rows> FailingDatabase::Query(const Terms& terms, const Statement& statement,
                                    Values parameters) {
  if (plan_.Next() != Fate::kGoesOn) return FailurePlan::Failure();
  return inner_.Query(terms, statement, std::move(parameters));
}

}  // namespace sinergi::testing
