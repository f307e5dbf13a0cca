#pragma once

#include <functional>
#include <utility>

#include "tests/support/forwarding_database.h"

namespace sinergi::testing {

// A Database that lets something happen before one of its transactions: the one after so many.
class InterruptedDatabase final : public ForwardingDatabase {
 public:
  InterruptedDatabase(Database& inner, int after, std::function<void()> happens)
      : ForwardingDatabase(inner), left_(after), happens_(std::move(happens)) {}

  Status Transact(const Terms& terms, const Work& work) override {
    if (left_-- == 0) happens_();
    return ForwardingDatabase::Transact(terms, work);
  }

 private:
  int left_;
  std::function<void()> happens_;
};

}  // namespace sinergi::testing
