#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/csv/csv.h"
#include "common/result/result.h"

namespace sinergi::referrals {

// Reads policy files row by row and collects every mistake with its file and line.
class PolicyFiles {
 public:
  // The rows of the next file; none when it is no CSV with these columns, which is a mistake.
  std::vector<CsvRow> Rows(const char* file, std::string_view text,
                           const std::vector<std::string>& columns);

  // A field of that row is not of the form.
  void Malformed(const CsvRow& row, const char* form);
  void Wrong(const CsvRow& row, const Reason& rule, Variables variables);

  // Of the file as a whole.
  void Wrong(const Reason& rule, Variables variables);

  bool sound() const { return mistakes_.empty(); }
  Error Mistakes() { return Error::Invalid(std::move(mistakes_)); }

 private:
  std::string PlaceOf(const CsvRow& row) const;

  std::string file_;
  std::vector<FieldViolation> mistakes_;
};

// Whether a policy file's word is this name: "ibm-unit" is "IBM_UNIT".
bool IsWordFor(std::string_view word, std::string_view name);

// The value that a word names.
template <class Enum>
std::optional<Enum> ParseWord(std::string_view word, std::string_view (*name)(Enum), int count) {
  for (int number = 1; number <= count; ++number) {
    if (IsWordFor(word, name(static_cast<Enum>(number)))) return static_cast<Enum>(number);
  }
  return std::nullopt;
}

// All of the text as a number from `least` to `most`.
std::optional<int> ParseNumber(std::string_view text, int least, int most);

}  // namespace sinergi::referrals
