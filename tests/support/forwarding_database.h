#pragma once

#include <string>
#include <utility>
#include <vector>

#include "common/database/database.h"

namespace sinergi::testing {

// A Database that hands every call on. For those that change one of them.
class ForwardingDatabase : public Database {
 public:
  // `inner` must outlive it.
  explicit ForwardingDatabase(Database& inner) : inner_(inner) {}

  Status Transact(Deadline deadline, const Work& work) override {
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
};

}  // namespace sinergi::testing
