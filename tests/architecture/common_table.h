#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sinergi::architecture {

// One row of the table in common/README.md: what a part of common may include.
struct PartRow {
  std::string part;                    // "database", or "database/sqlite" for a technology
  std::vector<std::string> parts;      // other parts
  std::vector<std::string> libraries;  // libraries' and contracts' headers, by prefix
};

// The table "| part | what it is | may include | library |" as values; a dash is an empty cell.
class CommonTable {
 public:
  static CommonTable Parse(std::string_view markdown);

  const std::vector<PartRow>& rows() const { return rows_; }

  // Null when there is no row for the part.
  const PartRow* Find(std::string_view part) const;

  // The part that this header is at home in: where its prefix stands. Empty when there is none.
  std::string HomeOf(std::string_view header) const;

  // The parts of a cycle, "a → b → a"; empty when there is none.
  std::string Cycle() const;

  // What is wrong with the table itself: parts that have no row, libraries with two homes.
  std::vector<std::string> Contradictions() const;

 private:
  std::vector<PartRow> rows_;
};

}  // namespace sinergi::architecture
