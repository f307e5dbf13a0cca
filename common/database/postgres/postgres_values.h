#pragma once

#include <array>
#include <vector>

#include "common/database/postgres/postgres_handles.h"
#include "common/database/value.h"
#include "common/result/result.h"

namespace sinergi {

// A statement's parameters as libpq takes them, all binary. Points into the values, which outlive
// it. An integer is BIGINT, whatever it is compared with; NULL has no type and fits every one.
class PostgresParameters {
 public:
  // INTERNAL for a text with a NUL character, which PostgreSQL cannot hold.
  Status Set(const Values& values);

  int count() const { return static_cast<int>(types_.size()); }
  const std::vector<Oid>& types() const { return types_; }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  void Add(Oid type, const char* bytes, std::size_t size);

  std::vector<Oid> types_;
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
  std::vector<std::array<char, 8>> integers_;
};

// The answer's rows, which came binary. INTERNAL for a column of a type that Value does not know.
Result<Rows> RowsOf(const PGresult* answer);

}  // namespace sinergi
