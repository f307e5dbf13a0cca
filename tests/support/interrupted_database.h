#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "common/database/database.h"

namespace sinergi::testing {

// A Database that lets something happen before one of its transactions: the one after so many.
class InterruptedDatabase final : public Database {
 public:
  InterruptedDatabase(Database& inner, int after, std::function<void()> happens)
      : inner_(inner), left_(after), happens_(std::move(happens)) {}

  Status Transact(Deadline deadline, const Work& work) override {
    if (left_-- == 0) happens_();
    return inner_.Transact(deadline, work);
  }
  Status Migrate(const std::string& component, const std::vector<Migration>& steps) override {
    return inner_.Migrate(component, steps);
  }
  Result<Rows> Query(Deadline deadline, const Statement& statement, Values parameters) override {
    return inner_.Query(deadline, statement, std::move(parameters));
  }

 private:
  Database& inner_;
  int left_;
  std::function<void()> happens_;
};

}  // namespace sinergi::testing
