#include "common/filter/filter.h"

#include <algorithm>

#include "common/filter/filter_reader.h"
#include "common/time/instant.h"

namespace sinergi {
namespace {

using Node = Filter::Node;
using ValueOf = std::function<FilterValue(std::size_t)>;

// "19.04" holds "19.04" and "19.04.02".
bool LiesIn(const std::string& code, const std::string& area) {
  return code.starts_with(area) && (code.size() == area.size() || code[area.size()] == '.');
}

bool Passes(const Node& node, const ValueOf& value_of) {
  const auto passes = [&](const Node& part) { return Passes(part, value_of); };
  switch (node.kind) {
    case Node::Kind::kAll:
      return std::all_of(node.parts.begin(), node.parts.end(), passes);
    case Node::Kind::kAny:
      return std::any_of(node.parts.begin(), node.parts.end(), passes);
    case Node::Kind::kNot:
      return !passes(node.parts.front());
    case Node::Kind::kComparison:
      break;
  }
  return node.comparison.Holds(value_of(node.comparison.field));
}

std::string_view SignOf(FilterOperator op) {
  static constexpr std::string_view kSigns[]{":", "=", "!=", "<", "<=", ">", ">="};
  return kSigns[static_cast<std::size_t>(op)];
}

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string TextOf(const FilterComparison& comparison, const FilterField& field) {
  const std::string begin = std::string(field.name) + std::string(SignOf(comparison.op));
  if (const auto* text = std::get_if<std::string>(&comparison.value)) return begin + Quoted(*text);
  const auto* number = std::get_if<std::int64_t>(&comparison.value);
  if (number == nullptr) return begin + "*";
  if (field.type == FilterType::kTime) return begin + FormatRfc3339(FromMicroseconds(*number));
  return begin + std::to_string(*number);
}

std::string TextOf(const Node& node, const std::vector<FilterField>& fields) {
  if (node.kind == Node::Kind::kComparison) {
    return TextOf(node.comparison, fields[node.comparison.field]);
  }
  if (node.kind == Node::Kind::kNot) return "NOT (" + TextOf(node.parts.front(), fields) + ")";
  const char* const word = node.kind == Node::Kind::kAll ? " AND " : " OR ";
  std::string text;
  for (const Node& part : node.parts) {
    const bool is_whole = part.kind == Node::Kind::kComparison || part.kind == Node::Kind::kNot;
    text += (text.empty() ? "" : word) +
            (is_whole ? TextOf(part, fields) : "(" + TextOf(part, fields) + ")");
  }
  return text;
}

std::size_t Count(const Node& node) {
  std::size_t count = node.kind == Node::Kind::kComparison ? 1 : 0;
  for (const Node& part : node.parts) count += Count(part);
  return count;
}

void AddRequired(const Node& node, std::vector<FilterComparison>& required) {
  if (node.kind == Node::Kind::kComparison) required.push_back(node.comparison);
  if (node.kind != Node::Kind::kAll) return;
  for (const Node& part : node.parts) AddRequired(part, required);
}

template <class Value>
bool Compare(const Value& actual, FilterOperator op, const Value& value) {
  switch (op) {
    case FilterOperator::kEqual:
      return actual == value;
    case FilterOperator::kNotEqual:
      return actual != value;
    case FilterOperator::kLess:
      return actual < value;
    case FilterOperator::kLessOrEqual:
      return actual <= value;
    case FilterOperator::kGreater:
      return actual > value;
    case FilterOperator::kGreaterOrEqual:
      return actual >= value;
    case FilterOperator::kHas:
      break;
  }
  return false;
}

}  // namespace

bool FilterComparison::Holds(const FilterValue& actual) const {
  const bool is_set = !std::holds_alternative<std::monostate>(actual);
  if (std::holds_alternative<std::monostate>(value)) return is_set;
  if (!is_set || actual.index() != value.index()) return op == FilterOperator::kNotEqual;
  if (const auto* number = std::get_if<std::int64_t>(&actual)) {
    return Compare(*number, op, std::get<std::int64_t>(value));
  }
  const auto& text = std::get<std::string>(actual);
  if (op == FilterOperator::kHas) return LiesIn(text, std::get<std::string>(value));
  return Compare(text, op, std::get<std::string>(value));
}

Result<Filter> Filter::Parse(std::string_view text, const std::vector<FilterField>& fields) {
  auto root = FilterReader(text, fields).Read();
  if (!root) return root.error();
  return Filter(*std::move(root));
}

bool Filter::Passes(const std::function<FilterValue(std::size_t)>& value_of) const {
  return sinergi::Passes(root_, value_of);
}

std::size_t Filter::comparisons() const { return Count(root_); }

std::vector<FilterComparison> Filter::Required() const {
  std::vector<FilterComparison> required;
  AddRequired(root_, required);
  return required;
}

std::string Filter::ToString(const std::vector<FilterField>& fields) const {
  return TextOf(root_, fields);
}

}  // namespace sinergi
