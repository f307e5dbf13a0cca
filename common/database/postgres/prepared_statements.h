#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/database/postgres/postgres_handles.h"

namespace sinergi {

// A statement that the server keeps under a name for one connection, with the types that its
// parameters were declared as; 0 where the server chose.
struct PreparedStatement {
  std::string sql;
  std::string name;
  std::vector<Oid> types;
};

// What is prepared on one connection, or is about to be. Bounded: what finds no room is not kept.
class PreparedStatements {
 public:
  // The one of this text that takes parameters of these types; nullptr when there is none. A NULL
  // (0) fits every type.
  const PreparedStatement* Find(std::string_view sql, const std::vector<Oid>& types) const;

  // nullptr when there are too many already.
  const PreparedStatement* Add(std::string_view sql, const std::vector<Oid>& types);

  void Forget(const PreparedStatement* statement);

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>()(text);
    }
  };
  using Variants = std::vector<std::unique_ptr<PreparedStatement>>;

  std::unordered_map<std::string, Variants, Hash, std::equal_to<>> by_text_;
  std::size_t kept_ = 0;
  std::size_t named_ = 0;  // how many names were given: none is given twice
};

}  // namespace sinergi
