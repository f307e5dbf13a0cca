#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace sinergi {

// Bytes that are not text.
struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};

// What a column or a parameter holds. A truth value is 0 or 1; an instant is microseconds UTC.
using Value = std::variant<std::monostate, std::int64_t, std::string, Blob>;
using Values = std::vector<Value>;

template <class T>
Value OrNull(const std::optional<T>& value) {
  return value ? Value(*value) : Value();
}

// One row of an answer, its columns in the statement's order. Reading a column as what it is not
// is a programming error and throws std::bad_variant_access.
class Row {
 public:
  explicit Row(Values values) : values_(std::move(values)) {}

  bool IsNull(std::size_t column) const {
    return std::holds_alternative<std::monostate>(values_.at(column));
  }
  std::int64_t Integer(std::size_t column) const {
    return std::get<std::int64_t>(values_.at(column));
  }
  const std::string& Text(std::size_t column) const {
    return std::get<std::string>(values_.at(column));
  }
  const std::string& Bytes(std::size_t column) const {
    return std::get<Blob>(values_.at(column)).bytes;
  }
  // The same, taken out of the row.
  std::string TakeText(std::size_t column) {
    return std::move(std::get<std::string>(values_.at(column)));
  }
  std::string TakeBytes(std::size_t column) {
    return std::move(std::get<Blob>(values_.at(column)).bytes);
  }
  std::optional<std::int64_t> IntegerOrNull(std::size_t column) const {
    return IsNull(column) ? std::nullopt : std::optional(Integer(column));
  }
  std::optional<std::string> TextOrNull(std::size_t column) const {
    return IsNull(column) ? std::nullopt : std::optional(Text(column));
  }

 private:
  Values values_;
};

using Rows = std::vector<Row>;

}  // namespace sinergi
