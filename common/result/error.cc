#include "common/result/error.h"

#include <array>

namespace sinergi {
namespace {

std::string Fill(std::string_view sentence, const Variables& variables) {
  std::string text(sentence);
  for (const auto& [name, value] : variables) {
    const std::string slot = "{" + name + "}";
    for (std::size_t at = text.find(slot); at != std::string::npos;
         at = text.find(slot, at + value.size())) {
      text.replace(at, slot.size(), value);
    }
  }
  return text;
}

std::string_view Sentence(const Reason& reason, Language language) {
  return language == Language::kIndonesian ? reason.indonesian : reason.english;
}

}  // namespace

std::string_view CodeName(ErrorCode code) {
  static constexpr std::array<std::string_view, 14> kNames{
      "INVALID_ARGUMENT", "UNAUTHENTICATED",   "PERMISSION_DENIED",
      "NOT_FOUND",        "ALREADY_EXISTS",    "FAILED_PRECONDITION",
      "ABORTED",          "OUT_OF_RANGE",      "RESOURCE_EXHAUSTED",
      "CANCELLED",        "DEADLINE_EXCEEDED", "UNAVAILABLE",
      "DATA_LOSS",        "INTERNAL"};
  return kNames[static_cast<std::size_t>(code)];
}

bool IsRetryable(ErrorCode code) {
  return code == ErrorCode::kUnavailable || code == ErrorCode::kResourceExhausted ||
         code == ErrorCode::kAborted || code == ErrorCode::kDeadlineExceeded;
}

std::string FieldViolation::Text(Language language) const {
  return Fill(Sentence(*rule, language), variables);
}

Error::Error(Details details) : details_(std::make_shared<const Details>(std::move(details))) {}

Error Error::Of(const Reason& reason, Variables variables) {
  return Error(Details{&reason, std::move(variables), {}, {}, {}});
}

Error Error::Invalid(std::vector<FieldViolation> violations) {
  const FieldViolation& first = violations.front();
  Variables variables = first.variables;
  variables.emplace_back("field", first.field);
  return Error(Details{first.rule, std::move(variables), std::move(violations), {}, {}});
}

Error Error::Because(std::string cause) const {
  Details details = *details_;
  details.cause = std::move(cause);
  return Error(std::move(details));
}

Error Error::RetryAfter(std::chrono::milliseconds delay) const {
  Details details = *details_;
  details.retry_after = delay;
  return Error(std::move(details));
}

std::string Error::Text(Language language) const {
  if (details_->violations.empty()) {
    return Fill(Sentence(*details_->reason, language), details_->variables);
  }
  std::string text;
  for (const FieldViolation& violation : details_->violations) {
    if (!text.empty()) text += "; ";
    text += violation.field + ": " + violation.Text(language);
  }
  return text;
}

std::string_view Error::Variable(std::string_view name) const {
  for (const auto& [key, value] : details_->variables) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace sinergi
