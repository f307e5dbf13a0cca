#pragma once

#include <utility>
#include <variant>

#include "common/result/error.h"

namespace sinergi {

// A value or the error that came instead, shaped like std::expected<T, Error>. Reading the side
// that is not there is a programming error.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : outcome_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : outcome_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return std::holds_alternative<T>(outcome_); }

  T& operator*() & { return std::get<T>(outcome_); }
  const T& operator*() const& { return std::get<T>(outcome_); }
  T&& operator*() && { return std::get<T>(std::move(outcome_)); }
  T* operator->() { return &std::get<T>(outcome_); }
  const T* operator->() const { return &std::get<T>(outcome_); }

  const Error& error() const { return std::get<Error>(outcome_); }

 private:
  std::variant<T, Error> outcome_;
};

// Done, or the error that prevented it.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  static Status Ok() { return {}; }

  explicit operator bool() const { return !error_.has_value(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace sinergi
