#include "services/referrals/application/policy_file.h"

#include <algorithm>
#include <charconv>

#include "common/result/reasons.h"

namespace sinergi::referrals {

std::vector<CsvRow> PolicyFiles::Rows(const char* file, std::string_view text,
                                      const std::vector<std::string>& columns) {
  file_ = file;
  auto rows = ParseCsv(text, columns);
  if (rows) return *std::move(rows);
  const Error& error = rows.error();
  mistakes_.push_back(
      {file_ + ":" + std::string(error.Variable("line")), &error.reason(), error.variables()});
  return {};
}

void PolicyFiles::Malformed(const CsvRow& row, const char* form) {
  Wrong(row, ::sinergi::reasons::kFieldMalformed, {{"form", form}});
}

void PolicyFiles::Wrong(const CsvRow& row, const Reason& rule, Variables variables) {
  mistakes_.push_back({PlaceOf(row), &rule, std::move(variables)});
}

void PolicyFiles::Wrong(const Reason& rule, Variables variables) {
  mistakes_.push_back({file_, &rule, std::move(variables)});
}

std::string PolicyFiles::PlaceOf(const CsvRow& row) const {
  return file_ + ":" + std::to_string(row.line);
}

bool IsWordFor(std::string_view word, std::string_view name) {
  const auto same = [](char in_word, char in_name) {
    if (in_name == '_') return in_word == '-';
    const bool upper = in_name >= 'A' && in_name <= 'Z';
    return in_word == (upper ? static_cast<char>(in_name - 'A' + 'a') : in_name);
  };
  return std::equal(word.begin(), word.end(), name.begin(), name.end(), same);
}

std::optional<int> ParseNumber(std::string_view text, int least, int most) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (number < least || number > most) return std::nullopt;
  return number;
}

}  // namespace sinergi::referrals
