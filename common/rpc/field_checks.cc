#include "common/rpc/field_checks.h"

#include <algorithm>

#include "common/result/reasons.h"
#include "common/result/utf8.h"

namespace sinergi {
namespace {

bool IsControl(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
}

}  // namespace

void FieldChecks::RequiredText(const std::string& field, std::string_view value,
                               std::size_t limit) {
  if (IsBlank(value)) {
    Violated(field, reasons::kFieldRequired);
  } else {
    OptionalText(field, value, limit);
  }
}

void FieldChecks::OptionalText(const std::string& field, std::string_view value,
                               std::size_t limit) {
  if (std::any_of(value.begin(), value.end(), IsControl)) {
    Violated(field, reasons::kFieldHasControlCharacters);
  }
  const std::size_t length = CountCharacters(value);
  if (length > limit) {
    Violated(field, reasons::kFieldTooLong,
             {{"length", std::to_string(length)}, {"limit", std::to_string(limit)}});
  }
}

void FieldChecks::Range(const std::string& field, std::int64_t value, std::int64_t least,
                        std::int64_t most) {
  if (value < least || value > most) {
    Violated(field, reasons::kValueOutOfRange,
             {{"value", std::to_string(value)},
              {"least", std::to_string(least)},
              {"most", std::to_string(most)}});
  }
}

void FieldChecks::Violated(const std::string& field, const Reason& rule, Variables variables) {
  violations_.push_back({field, &rule, std::move(variables)});
}

void FieldChecks::Violated(const std::string& field, const Error& error) {
  violations_.push_back({field, &error.reason(), error.variables()});
}

void FieldChecks::MalformedId(const std::string& field, std::string_view value) {
  if (value.empty()) return Violated(field, reasons::kFieldRequired);
  Violated(field, reasons::kFieldMalformed, {{"form", "UUID"}});
}

Status FieldChecks::Done() const {
  return violations_.empty() ? Status::Ok() : Status(Error::Invalid(violations_));
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

std::optional<int> CheckedEnum(FieldChecks& checks, const std::string& field, int value, int most) {
  if (value >= 1 && value <= most) return value;
  if (value == 0) {
    checks.Violated(field, reasons::kFieldRequired);
  } else {
    checks.Violated(field, reasons::kValueUnknown, {{"value", std::to_string(value)}});
  }
  return std::nullopt;
}

}  // namespace sinergi
