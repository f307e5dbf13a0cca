#include "tests/architecture/reasons.h"

#include <algorithm>
#include <cctype>
#include <regex>

namespace sinergi::architecture {
namespace {

// kFailedPrecondition is FAILED_PRECONDITION.
std::string CodeName(std::string_view constant) {
  std::string name;
  for (const char letter : constant.substr(1)) {
    if (std::isupper(static_cast<unsigned char>(letter)) != 0 && !name.empty()) name += '_';
    name += static_cast<char>(std::toupper(static_cast<unsigned char>(letter)));
  }
  return name;
}

// The text of adjacent string literals: "a " "b" is a b.
std::string Joined(const std::string& literals) {
  static const std::regex kLiteral(R"re("((?:[^"\\]|\\.)*)")re");
  std::string text;
  for (std::sregex_iterator at(literals.begin(), literals.end(), kLiteral), end; at != end; ++at) {
    text += (*at)[1];
  }
  return std::regex_replace(text, std::regex(R"(\\(.))"), "$1");
}

}  // namespace

std::string DeclaredReason::Row() const {
  const std::string sentence = std::regex_replace(english, std::regex("\\|"), "\\|");
  return "| `" + name + "` | " + code + " | " + sentence + " |";
}

std::vector<DeclaredReason> ReasonsOf(const std::vector<SourceFile>& files) {
  static const std::regex kDeclaration(
      R"re(inline\s+constexpr\s+Reason\s+k\w+\s*=?\s*\{\s*ErrorCode::(k\w+),\s*"([^"]*)",\s*)re"
      R"re(((?:"(?:[^"\\]|\\.)*"\s*)+))re");
  std::vector<DeclaredReason> reasons;
  for (const SourceFile& file : files) {
    for (std::sregex_iterator at(file.text.begin(), file.text.end(), kDeclaration), end; at != end;
         ++at) {
      reasons.push_back({(*at)[2], CodeName((*at)[1].str()), Joined((*at)[3]), file.path});
    }
  }
  std::sort(reasons.begin(), reasons.end(),
            [](const DeclaredReason& a, const DeclaredReason& b) { return a.name < b.name; });
  return reasons;
}

std::vector<std::string> CatalogueRows(std::string_view markdown) {
  std::vector<std::string> rows;
  bool inside = false;
  for (const std::string_view line : Lines(markdown)) {
    if (line.starts_with("| reason | code |")) {
      inside = true;
    } else if (!line.starts_with("|")) {
      inside = false;
    } else if (inside && !line.starts_with("|--") && !line.starts_with("| --")) {
      rows.emplace_back(line);
    }
  }
  return rows;
}

std::vector<std::string> Missing(const std::vector<std::string>& all,
                                 const std::vector<std::string>& known) {
  std::vector<std::string> missing;
  for (const std::string& row : all) {
    if (std::find(known.begin(), known.end(), row) == known.end()) missing.push_back(row);
  }
  return missing;
}

}  // namespace sinergi::architecture
