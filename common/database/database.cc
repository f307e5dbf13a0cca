#include "common/database/database.h"

#include "common/result/reasons.h"

namespace sinergi {

std::string_view NameOf(DatabaseRole role) {
  switch (role) {
    case DatabaseRole::kUser:
      break;
    case DatabaseRole::kRelay:
      return "sinergi_relay";
    case DatabaseRole::kTimers:
      return "sinergi_timers";
  }
  return {};
}

bool Violates(const Error& error, std::string_view constraint) {
  return error.Is(reasons::kConstraintViolated) && error.Variable("constraint") == constraint;
}

}  // namespace sinergi
