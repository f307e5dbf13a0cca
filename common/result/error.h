#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sinergi {

// What kind of failure it is, for the program that called: the gRPC codes that Sinergi uses.
enum class ErrorCode {
  kInvalidArgument,
  kUnauthenticated,
  kPermissionDenied,
  kNotFound,
  kAlreadyExists,
  kFailedPrecondition,
  kAborted,
  kOutOfRange,
  kResourceExhausted,
  kCancelled,
  kDeadlineExceeded,
  kUnavailable,
  kDataLoss,
  kInternal,
};

// The code's name as gRPC writes it: "INVALID_ARGUMENT".
std::string_view CodeName(ErrorCode code);

// Whether the same call may succeed when it is made again unchanged.
bool IsRetryable(ErrorCode code);

enum class Language { kEnglish, kIndonesian };

// One way to fail, declared once beside the code that fails: a stable UPPER_SNAKE name for programs
// and a sentence in both languages for people. `{name}` in a sentence stands for a variable.
// Every Reason is a row of the catalogue in proto/README.md; a test compares the two.
struct Reason {
  ErrorCode code;
  std::string_view name;
  std::string_view english;
  std::string_view indonesian;
};

// The values of a Reason's variables. Never a value of a field that is marked personal.
using Variables = std::vector<std::pair<std::string, std::string>>;

// What is wrong with one field of a request. `field` is its proto path: "person.nik".
struct FieldViolation {
  std::string field;
  const Reason* rule;
  Variables variables;

  std::string Text(Language language) const;
};

// A failure: its reason with variables for the caller, and a cause that is logged and never sent.
// A value type, cheap to copy; safe to read from any thread.
class Error {
 public:
  static Error Of(const Reason& reason, Variables variables = {});

  // A bad request. `violations` is not empty; the first one's rule is the error's reason.
  static Error Invalid(std::vector<FieldViolation> violations);

  // Adds what only the log may know.
  Error Because(std::string cause) const;

  // Says after which time a retry makes sense.
  Error RetryAfter(std::chrono::milliseconds delay) const;

  ErrorCode code() const { return details_->reason->code; }
  const Reason& reason() const { return *details_->reason; }
  const Variables& variables() const { return details_->variables; }
  const std::vector<FieldViolation>& violations() const { return details_->violations; }
  const std::string& cause() const { return details_->cause; }
  std::optional<std::chrono::milliseconds> retry_after() const { return details_->retry_after; }

  // The sentence for a person, with the variables filled in; all violations for a bad request.
  std::string Text(Language language) const;

  // The value of a variable; empty when there is none of that name.
  std::string_view Variable(std::string_view name) const;

  // True when the error was made of this very declaration.
  bool Is(const Reason& reason) const { return details_->reason->name == reason.name; }

 private:
  struct Details {
    const Reason* reason;
    Variables variables;
    std::vector<FieldViolation> violations;
    std::string cause;
    std::optional<std::chrono::milliseconds> retry_after;
  };

  explicit Error(Details details);

  std::shared_ptr<const Details> details_;
};

}  // namespace sinergi
