#include "common/database/postgres/postgres_errors.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "common/result/reasons.h"

namespace sinergi {
namespace {

constexpr std::chrono::milliseconds kConflictDelay{100};
constexpr std::chrono::seconds kOutageDelay{1};

std::string Field(const PGresult* answer, int code) {
  const char* text = PQresultErrorField(answer, code);
  return text == nullptr ? std::string() : text;
}

template <std::size_t n>
bool IsOneOf(std::string_view state, const std::array<std::string_view, n>& states) {
  return std::any_of(states.begin(), states.end(),
                     [&](std::string_view prefix) { return state.starts_with(prefix); });
}

bool IsConflict(std::string_view state) {
  return IsOneOf(state, std::array<std::string_view, 2>{"40001", "40P01"});
}

// The server is going, coming, full, or has become a standby.
bool IsOutage(std::string_view state) {
  return IsOneOf(state, std::array<std::string_view, 9>{"08", "53", "57P01", "57P02", "57P03",
                                                        "57P04", "58", "25006", "25P03"});
}

// Statements prepared here are gone, or a migration changed what they give.
bool IsStalePreparation(const PGresult* answer, std::string_view state) {
  return state == "26000" || Field(answer, PG_DIAG_SOURCE_FUNCTION) == "RevalidateCachedQuery";
}

std::string CauseOf(const PGresult* answer, std::string_view state) {
  const bool may_hold_values = state.starts_with("22");
  std::string text =
      may_hold_values ? "a value cannot be taken" : Field(answer, PG_DIAG_MESSAGE_PRIMARY);
  return text + " (SQLSTATE " + std::string(state) + ")";
}

// PostgreSQL gives a broken NOT NULL no name.
std::string ConstraintOf(const PGresult* answer) {
  std::string name = Field(answer, PG_DIAG_CONSTRAINT_NAME);
  if (!name.empty()) return name;
  return Field(answer, PG_DIAG_TABLE_NAME) + "_" + Field(answer, PG_DIAG_COLUMN_NAME) + "_not_null";
}

}  // namespace

PostgresFailure FailureOf(const PGresult* answer) {
  const std::string state = Field(answer, PG_DIAG_SQLSTATE);
  if (state.empty()) return LostConnection(PQresultErrorMessage(answer));
  const std::string cause = CauseOf(answer, state);
  if (state.starts_with("23")) {
    return {Error::Of(reasons::kConstraintViolated, {{"constraint", ConstraintOf(answer)}})
                .Because(cause)};
  }
  if (state == "57014") return {Error::Of(reasons::kDeadlineExceeded).Because(cause)};
  if (IsConflict(state)) {
    return {Error::Of(reasons::kUnavailable).Because(cause).RetryAfter(kConflictDelay), true};
  }
  if (IsOutage(state)) {
    return {Error::Of(reasons::kUnavailable).Because(cause).RetryAfter(kOutageDelay), true, true};
  }
  const bool stale = IsStalePreparation(answer, state);
  return {Error::Of(reasons::kInternal).Because(cause), stale, stale};
}

PostgresFailure LostConnection(const char* cause) {
  std::string text = cause == nullptr ? "" : cause;
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return {Error::Of(reasons::kUnavailable)
              .Because("the connection is lost: " + text)
              .RetryAfter(kOutageDelay),
          true, true};
}

}  // namespace sinergi
