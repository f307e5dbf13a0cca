#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/result/result.h"

namespace sinergi {

// What a field holds and can be compared with.
enum class FilterType {
  kName,    // one of the field's names: = and !=
  kText,    // = and !=
  kCode,    // of an area: = and !=, and : for that area and all that lies in it
  kNumber,  // every comparison
  kTime,    // every comparison; RFC 3339
};

struct FilterField {
  std::string_view name;
  FilterType type;
  std::vector<std::string_view> names = {};  // of kName
};

// A field's value in one row: nothing when it is not set, a name, text or code, or a number; a time
// is its microseconds since 1970.
using FilterValue = std::variant<std::monostate, std::string, std::int64_t>;

enum class FilterOperator {
  kHas,
  kEqual,
  kNotEqual,
  kLess,
  kLessOrEqual,
  kGreater,
  kGreaterOrEqual
};

// A field against a value; field:* asks whether it is set, with no value.
struct FilterComparison {
  std::size_t field;  // its place in the list of fields
  FilterOperator op;
  FilterValue value;

  // Of a field that is not set, nothing is so but that it is not equal.
  bool Holds(const FilterValue& actual) const;
};

// A filter of a list, as AIP-160 writes it: comparisons joined by AND, OR (which binds closer), NOT
// or -, and parentheses; a space between two is AND. Functions, wildcards within values and
// searches without a field are not taken. Constant after construction; safe from any thread.
class Filter {
 public:
  static constexpr std::size_t kLongest = 1000;  // bytes
  static constexpr int kDeepest = 20;            // parentheses and NOT in each other
  static constexpr std::size_t kMostComparisons = 50;

  // Empty text is the filter that everything passes. INVALID_ARGUMENT of field "filter":
  // FILTER_MALFORMED with the place, FILTER_FIELD_UNKNOWN, FILTER_OPERATOR_WRONG,
  // FILTER_VALUE_WRONG. No error repeats a value.
  static Result<Filter> Parse(std::string_view text, const std::vector<FilterField>& fields);

  Filter() = default;

  bool Passes(const std::function<FilterValue(std::size_t field)>& value_of) const;

  // Comparisons that everything fulfils which passes.
  std::vector<FilterComparison> Required() const;

  std::size_t comparisons() const;  // how many there are

  // The same filter in one form, however it was written. Of the same fields.
  std::string ToString(const std::vector<FilterField>& fields) const;

  struct Node {
    enum class Kind { kAll, kAny, kNot, kComparison };
    Kind kind = Kind::kAll;
    std::vector<Node> parts = {};
    FilterComparison comparison = {};
  };

 private:
  explicit Filter(Node root) : root_(std::move(root)) {}

  Node root_;
};

}  // namespace sinergi
