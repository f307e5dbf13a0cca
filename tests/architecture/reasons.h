#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/source_tree.h"

namespace sinergi::architecture {

// A Reason as it is declared in the sources.
struct DeclaredReason {
  std::string name;     // "FACILITY_FULL"
  std::string code;     // "FAILED_PRECONDITION"
  std::string english;  // its sentence
  std::string path;

  // Its row in the catalogue of proto/README.md.
  std::string Row() const;
};

// All `inline constexpr Reason k…{ErrorCode::…, "NAME", "…", "…"}` of these files, ordered by name.
std::vector<DeclaredReason> ReasonsOf(const std::vector<SourceFile>& files);

// The rows of the table "| reason | code | sentence |" in a page.
std::vector<std::string> CatalogueRows(std::string_view markdown);

// Rows of `all` that are not among `known`.
std::vector<std::string> Missing(const std::vector<std::string>& all,
                                 const std::vector<std::string>& known);

}  // namespace sinergi::architecture
