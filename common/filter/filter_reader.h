#pragma once

#include <optional>

#include "common/filter/filter.h"

namespace sinergi {

// Reads one filter, once: a recursive descent along AIP-160's grammar.
class FilterReader {
 public:
  FilterReader(std::string_view text, const std::vector<FilterField>& fields)
      : text_(text), fields_(fields) {}

  Result<Filter::Node> Read();

 private:
  using Node = Filter::Node;

  std::optional<Node> ReadExpression();
  std::optional<Node> ReadFactor();
  std::optional<Node> ReadTerm();
  std::optional<Node> ReadParenthesis();
  std::optional<Node> ReadComparison();
  std::optional<FilterOperator> ReadOperator();
  std::optional<std::string> ReadValue(bool& is_quoted);
  std::optional<FilterValue> Converted(const FilterField& field, const std::string& text);

  void SkipSpaces();
  bool SkipWord(std::string_view word);
  std::string_view Name();
  bool AtEnd() const { return at_ >= text_.size(); }
  std::nullopt_t Fail(const char* expected);
  std::nullopt_t Fail(const Reason& rule, Variables variables);

  const std::string_view text_;
  const std::vector<FilterField>& fields_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::size_t comparisons_ = 0;
  std::optional<Error> failure_;
};

}  // namespace sinergi
