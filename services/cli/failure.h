#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "common/result/error.h"
#include "common/rpc/grpc_status.h"
#include "services/cli/messages.h"

namespace sinergi::cli {

// What the program ends with.
inline constexpr int kOk = 0;
inline constexpr int kRefused = 1;      // the server refused, or this machine does not allow it
inline constexpr int kUsage = 2;        // the command line makes no sense
inline constexpr int kUnreachable = 3;  // no answer came

// Why a command did not do what it was asked to, in both languages.
struct Failure {
  int exit_code = kRefused;
  RemoteError error;     // of a failure on this machine: only the sentences
  std::string trace_id;  // under which the server logged it; empty when it was not asked
  std::string command;   // whose help tells more; empty when none does
};

Failure UsageFailure(const Message& message, const Variables& variables = {});
Failure LocalFailure(const Message& message, const Variables& variables = {});
Failure FailureOf(const Error& error);
Failure FailureOf(const grpc::Status& status, std::string trace_id);

// A value or why there is none. Reading the side that is not there is a programming error.
template <class T>
class [[nodiscard]] Answer {
 public:
  Answer(T value) : outcome_(std::move(value)) {}            // NOLINT(google-explicit-constructor)
  Answer(Failure failure) : outcome_(std::move(failure)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return std::holds_alternative<T>(outcome_); }

  T& operator*() & { return std::get<T>(outcome_); }
  const T& operator*() const& { return std::get<T>(outcome_); }
  T&& operator*() && { return std::get<T>(std::move(outcome_)); }
  T* operator->() { return &std::get<T>(outcome_); }
  const T* operator->() const { return &std::get<T>(outcome_); }

  const Failure& failure() const { return std::get<Failure>(outcome_); }

 private:
  std::variant<T, Failure> outcome_;
};

// How a command ends: nothing, or why it failed.
using Ending = std::optional<Failure>;

}  // namespace sinergi::cli
