#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/ids/uuid.h"
#include "common/result/result.h"

namespace sinergi {

// Collects everything that is wrong with a request, so that the caller learns it all at once.
class FieldChecks {
 public:
  // Text of 1 to `limit` characters.
  void RequiredText(const std::string& field, std::string_view value, std::size_t limit);

  // Text of at most `limit` characters; may be empty. Of control characters only line breaks and
  // tabs are allowed, in required text too.
  void OptionalText(const std::string& field, std::string_view value, std::size_t limit);

  void Range(const std::string& field, std::int64_t value, std::int64_t least, std::int64_t most);

  // Any other rule of the caller's.
  void Violated(const std::string& field, const Reason& rule, Variables variables = {});

  // Takes over what is wrong with a field by another's judgement; its own field names are dropped.
  void Violated(const std::string& field, const Error& error);

  // The id in a field; zero when it is no UUID, which is then a violation.
  template <class Id>
  Id RequiredId(const std::string& field, std::string_view value) {
    const auto id = Id::Parse(value);
    if (!id) MalformedId(field, value);
    return id.value_or(Id());
  }

  // OK, or INVALID_ARGUMENT with all violations.
  Status Done() const;

 private:
  void MalformedId(const std::string& field, std::string_view value);

  std::vector<FieldViolation> violations_;
};

// Whether a text says nothing: empty, or white space only.
bool IsBlank(std::string_view text);

// The number of an enum field if it is one of 1 to `most`, or a violation.
std::optional<int> CheckedEnum(FieldChecks& checks, const std::string& field, int value, int most);

// A field of an enum in which 0 says nothing.
template <class Enum>
std::optional<Enum> OptionalEnum(FieldChecks& checks, const std::string& field, int value,
                                 int most) {
  if (value == 0) return std::nullopt;
  const auto number = CheckedEnum(checks, field, value, most);
  return number ? std::optional(static_cast<Enum>(*number)) : std::nullopt;
}

}  // namespace sinergi
