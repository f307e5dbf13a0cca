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

  Status Transact(const Terms& terms, const Work& work) override {
    return inner_.Transact(terms, work);
  }
  Status Migrate(const std::string& component, const std::vector<Migration>& steps) override {
    return inner_.Migrate(component, steps);
  }
  Result<Rows> Query(const Terms& terms, const Statement& statement, Values parameters) override {
    return inner_.Query(terms, statement, std::move(parameters));
  }

 private:
  Database& inner_;
};

}  // namespace sinergi::testing
