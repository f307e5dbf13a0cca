#include "common/filter/filter_reader.h"

#include <algorithm>
#include <charconv>

#include "common/filter/reasons.h"
#include "common/time/rfc3339.h"

namespace sinergi {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsOfName(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; }
bool IsQuote(char c) { return c == '"' || c == '\''; }

std::string_view OperatorsOf(FilterType type) {
  switch (type) {
    case FilterType::kCode:
      return "=, != and :";
    case FilterType::kNumber:
    case FilterType::kTime:
      return "=, !=, <, <=, > and >=";
    default:
      return "= and !=";
  }
}

bool Suits(FilterType type, FilterOperator op) {
  if (op == FilterOperator::kEqual || op == FilterOperator::kNotEqual) return true;
  if (op == FilterOperator::kHas) return type == FilterType::kCode;
  return type == FilterType::kNumber || type == FilterType::kTime;
}

std::string NamesOf(const std::vector<FilterField>& fields) {
  std::string names;
  for (const FilterField& field : fields) {
    names += (names.empty() ? "" : ", ") + std::string(field.name);
  }
  return names;
}

}  // namespace

Result<Filter::Node> FilterReader::Read() {
  Node root;
  SkipSpaces();
  if (AtEnd()) return root;
  if (text_.size() > Filter::kLongest) {
    Fail("no more than 1,000 bytes");
  } else if (auto read = ReadExpression()) {
    root = *std::move(read);
    if (!AtEnd()) Fail("AND, OR or the end");
  }
  if (failure_) return *failure_;
  return root;
}

// Factors with AND, or only a space, between them.
std::optional<Filter::Node> FilterReader::ReadExpression() {
  Node all;
  while (true) {
    auto factor = ReadFactor();
    if (!factor) return std::nullopt;
    all.parts.push_back(*std::move(factor));
    if (SkipWord("AND")) continue;
    if (AtEnd() || text_[at_] == ')') break;
  }
  if (all.parts.size() == 1) return std::move(all.parts.front());
  return all;
}

std::optional<Filter::Node> FilterReader::ReadFactor() {
  Node any{Node::Kind::kAny};
  do {
    auto term = ReadTerm();
    if (!term) return std::nullopt;
    any.parts.push_back(*std::move(term));
  } while (SkipWord("OR"));
  if (any.parts.size() == 1) return std::move(any.parts.front());
  return any;
}

std::optional<Filter::Node> FilterReader::ReadTerm() {
  bool is_negated = SkipWord("NOT");
  if (!is_negated && !AtEnd() && text_[at_] == '-') {
    is_negated = true;
    ++at_;
  }
  if (++depth_ > Filter::kDeepest) return Fail("fewer parentheses");
  auto simple = !AtEnd() && text_[at_] == '(' ? ReadParenthesis() : ReadComparison();
  --depth_;
  if (!simple || !is_negated) return simple;
  Node negated{Node::Kind::kNot};
  negated.parts.push_back(*std::move(simple));
  return negated;
}

std::optional<Filter::Node> FilterReader::ReadParenthesis() {
  ++at_;
  SkipSpaces();
  auto inside = ReadExpression();
  if (!inside) return std::nullopt;
  if (AtEnd()) return Fail("a closing parenthesis");
  ++at_;
  SkipSpaces();
  return inside;
}

std::optional<Filter::Node> FilterReader::ReadComparison() {
  const std::size_t begin = at_;
  const std::string_view name = Name();
  if (name.empty()) return Fail("the name of a field");
  const auto field = std::find_if(fields_.begin(), fields_.end(),
                                  [&](const FilterField& each) { return each.name == name; });
  if (field == fields_.end()) {
    return Fail(reasons::kFilterFieldUnknown,
                {{"position", std::to_string(begin + 1)}, {"fields", NamesOf(fields_)}});
  }
  SkipSpaces();
  const auto op = ReadOperator();
  if (!op) return Fail("a comparison such as =");
  SkipSpaces();
  bool is_quoted = false;
  const auto text = ReadValue(is_quoted);
  if (!text) return std::nullopt;
  SkipSpaces();
  if (++comparisons_ > Filter::kMostComparisons) return Fail("no more than 50 comparisons");
  Node node{Node::Kind::kComparison};
  node.comparison.field = static_cast<std::size_t>(field - fields_.begin());
  node.comparison.op = *op;
  if (*op == FilterOperator::kHas && *text == "*" && !is_quoted) return node;
  if (!Suits(field->type, *op)) {
    return Fail(
        reasons::kFilterOperatorWrong,
        {{"field", std::string(name)}, {"operators", std::string(OperatorsOf(field->type))}});
  }
  auto value = Converted(*field, *text);
  if (!value) return std::nullopt;
  node.comparison.value = *std::move(value);
  return node;
}

std::optional<FilterOperator> FilterReader::ReadOperator() {
  static constexpr std::pair<std::string_view, FilterOperator> kOperators[]{
      {"<=", FilterOperator::kLessOrEqual}, {">=", FilterOperator::kGreaterOrEqual},
      {"!=", FilterOperator::kNotEqual},    {"=", FilterOperator::kEqual},
      {"<", FilterOperator::kLess},         {">", FilterOperator::kGreater},
      {":", FilterOperator::kHas}};
  for (const auto& [sign, op] : kOperators) {
    if (!text_.substr(at_).starts_with(sign)) continue;
    at_ += sign.size();
    return op;
  }
  return std::nullopt;
}

// In quotes, in which a backslash takes the next character as it is, or up to a space or
// parenthesis.
std::optional<std::string> FilterReader::ReadValue(bool& is_quoted) {
  std::string value;
  is_quoted = !AtEnd() && IsQuote(text_[at_]);
  if (!is_quoted) {
    while (!AtEnd() && !IsSpace(text_[at_]) && text_[at_] != '(' && text_[at_] != ')' &&
           !IsQuote(text_[at_])) {
      value += text_[at_++];
    }
    if (value.empty()) return Fail("a value");
    return value;
  }
  const char quote = text_[at_++];
  while (!AtEnd() && text_[at_] != quote) {
    if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
    value += text_[at_++];
  }
  if (AtEnd()) return Fail("a closing quotation mark");
  ++at_;
  return value;
}

std::optional<FilterValue> FilterReader::Converted(const FilterField& field,
                                                   const std::string& text) {
  const auto wrong = [&](const char* form) {
    return Fail(reasons::kFilterValueWrong, {{"field", std::string(field.name)}, {"form", form}});
  };
  if (field.type == FilterType::kNumber) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return wrong("whole number");
    return number;
  }
  if (field.type == FilterType::kTime) {
    const auto time = ParseRfc3339(text);
    if (!time) return wrong("time such as 2026-03-04T05:06:07Z");
    return ToMicroseconds(*time);
  }
  const bool is_known =
      std::find(field.names.begin(), field.names.end(), text) != field.names.end();
  if (field.type == FilterType::kName && !is_known) return wrong("name that the field can have");
  return text;
}

void FilterReader::SkipSpaces() {
  while (!AtEnd() && IsSpace(text_[at_])) ++at_;
}

// A word of the grammar, with a space or a parenthesis after it.
bool FilterReader::SkipWord(std::string_view word) {
  SkipSpaces();
  const std::string_view rest = text_.substr(at_);
  if (!rest.starts_with(word)) return false;
  if (rest.size() > word.size() && !IsSpace(rest[word.size()]) && rest[word.size()] != '(') {
    return false;
  }
  at_ += word.size();
  SkipSpaces();
  return true;
}

std::string_view FilterReader::Name() {
  const std::size_t begin = at_;
  while (!AtEnd() && IsOfName(text_[at_])) ++at_;
  return text_.substr(begin, at_ - begin);
}

std::nullopt_t FilterReader::Fail(const char* expected) {
  return Fail(reasons::kFilterMalformed,
              {{"position", std::to_string(at_ + 1)}, {"expected", expected}});
}

std::nullopt_t FilterReader::Fail(const Reason& rule, Variables variables) {
  if (!failure_) failure_ = Error::Invalid({{"filter", &rule, std::move(variables)}});
  return std::nullopt;
}

}  // namespace sinergi
